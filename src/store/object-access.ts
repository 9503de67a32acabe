import { promisifyRequest } from 'idb-keyval';
import { startAwakeTimer } from '../awake-timer.ts';
import { RecognizeError } from '../errors.ts';
import { lazyDatabase } from './open-database.ts';

/** Longest time of one read or write. In WebKit, opening a database can hang while another tab has it open (WebKit bug 226547). */
const TIMEOUT_MS = 8_000;

/** Changes objects within a transaction. It waits for nothing but requests to `objects`, because otherwise the transaction ends. */
export type Edit = (objects: IDBObjectStore) => Promise<void> | void;

/** Reads and writes objects of one database. Both reject with a RecognizeError `storage/*`, after the longest time too. */
export interface ObjectAccess {
  read<Value>(key: string): Promise<Value | undefined>;
  /** Runs `edit` in one transaction, and resolves when it is complete. A transaction whose `edit` fails changes nothing. */
  write(edit: Edit): Promise<void>;
}

/** @param timeoutMs longest time of one read or write, milliseconds */
export function accessObjects(database: string, timeoutMs = TIMEOUT_MS): ObjectAccess {
  const { run, discard } = lazyDatabase(database);
  return {
    read: <Value>(key: string) =>
      withTimeout(() => run('readonly', (objects) => getObject<Value>(objects, key)), timeoutMs, discard),
    write: (edit) =>
      withTimeout(() => run('readwrite', (objects) => inTransaction(objects, edit)), timeoutMs, discard),
  };
}

export const getObject = <Value>(objects: IDBObjectStore, key: string): Promise<Value | undefined> =>
  promisifyRequest<Value | undefined>(objects.get(key));

/**
 * Runs `edit` in the transaction of `objects` and resolves when the transaction is complete; aborts it if `edit` fails. IndexedDB runs the
 * readwrite transactions of one object store one after the other, across all tabs.
 */
async function inTransaction(objects: IDBObjectStore, edit: Edit): Promise<void> {
  const complete = promisifyRequest(objects.transaction);
  try {
    await edit(objects);
  } catch (error) {
    complete.catch(() => {});
    abort(objects.transaction);
    throw error;
  }
  await complete;
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // The transaction has already ended, because one of its requests failed.
  }
}

async function withTimeout<Result>(
  work: () => Promise<Result>,
  timeoutMs: number,
  onTimeout: () => void,
): Promise<Result> {
  let cancelTimer = () => {};
  const timeout = new Promise<never>((_, reject) => {
    cancelTimer = startAwakeTimer(() => {
      onTimeout();
      reject(
        new RecognizeError('storage/blocked', { detail: `IndexedDB: no answer within ${timeoutMs} ms` }),
      );
    }, timeoutMs);
  });
  try {
    return await Promise.race([work(), timeout]);
  } catch (thrown) {
    throw toStorageError(thrown);
  } finally {
    cancelTimer();
  }
}

function toStorageError(thrown: unknown): RecognizeError {
  if (thrown instanceof RecognizeError) return thrown;
  const name = thrown instanceof DOMException ? thrown.name : '';
  if (name === 'QuotaExceededError') return new RecognizeError('storage/full', { cause: thrown });
  // Firefox in private windows, for a key that cannot be exported.
  const detail = name === 'DataCloneError' ? `${name}: this browser does not store keys here` : name;
  return new RecognizeError('storage/unavailable', { cause: thrown, detail });
}
