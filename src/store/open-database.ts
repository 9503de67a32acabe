import { promisifyRequest } from 'idb-keyval';
import { RecognizeError } from '../errors.ts';

/** The only object store of the database. */
const OBJECTS = 'records';

export type TransactionWork<Result> = (objects: IDBObjectStore) => Promise<Result>;

export interface Database {
  /**
   * Runs `work` in one transaction. Opens the database at the first use.
   *
   * A browser may close a connection without an event (Chromium: "The database connection is closing"; WebKit: "Connection to Indexed
   * Database server lost"). Then the database is opened once more and the work runs again: the transaction that failed has written nothing.
   *
   * @throws RecognizeError `storage/connection-lost` when the new connection fails too
   * @throws DOMException of the browser when the database cannot be opened
   */
  run<Result>(mode: IDBTransactionMode, work: TransactionWork<Result>): Promise<Result>;
  /** Discards an attempt to open the database that hangs, so that the next use tries again. */
  discard(): void;
}

export function lazyDatabase(name: string): Database {
  let opened: Promise<IDBDatabase> | undefined;

  const discard = (connection: Promise<IDBDatabase> | undefined = opened): void => {
    if (opened === connection) opened = undefined;
    connection?.then(
      (database) => database.close(),
      () => {},
    );
  };

  /** Other tabs can delete or upgrade the database only when this connection closes. The next use opens it again. */
  function connect(): Promise<IDBDatabase> {
    if (opened !== undefined) return opened;
    const connection = openDatabase(name, () => discard(connection));
    opened = connection;
    connection.catch(() => discard(connection));
    return connection;
  }

  /** @throws RecognizeError `storage/connection-lost` when the connection is lost; other errors of the browser and of `work` */
  async function attempt<Result>(mode: IDBTransactionMode, work: TransactionWork<Result>): Promise<Result> {
    const connection = connect();
    const database = await connection.catch((error: unknown) => {
      throw isServerLost(error) ? connectionLost(error) : error;
    });
    try {
      return await work(database.transaction(OBJECTS, mode).objectStore(OBJECTS));
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      discard(connection);
      throw connectionLost(error);
    }
  }

  return {
    run: (mode, work) =>
      attempt(mode, work).catch((error: unknown) => {
        if (!(error instanceof RecognizeError) || error.code !== 'storage/connection-lost') throw error;
        return attempt(mode, work);
      }),
    discard: () => discard(),
  };
}

async function openDatabase(name: string, onClose: () => void): Promise<IDBDatabase> {
  // In an asynchronous function, so that an error that `open` throws synchronously becomes a rejection.
  const request = indexedDB.open(name);
  request.onupgradeneeded = () => request.result.createObjectStore(OBJECTS);
  const database = await promisifyRequest(request);
  database.onclose = onClose;
  database.onversionchange = onClose;
  return database;
}

const connectionLost = (cause: unknown) =>
  new RecognizeError('storage/connection-lost', {
    cause,
    detail: 'IndexedDB: expected an open connection, also after it was opened again. Reload the page',
  });

/** Names of the errors of a closed or lost connection, of an aborted transaction, and of a database that was replaced. */
const LOST_NAMES = [
  'InvalidStateError',
  'UnknownError',
  'AbortError',
  'TransactionInactiveError',
  'NotFoundError',
];

const isConnectionLost = (error: unknown): boolean =>
  error instanceof DOMException && LOST_NAMES.includes(error.name);

/** WebKit rejects every request until the page is reloaded. Other failures to open mean that the browser refuses storage. */
const isServerLost = (error: unknown): boolean =>
  error instanceof DOMException && /connection.*lost/i.test(error.message);
