import { promisifyRequest } from 'idb-keyval';
import { startAwakeTimer } from '../awake-timer.ts';
import { RecognizeError } from '../errors.ts';
import { lazyDatabase } from './open-database.ts';
import {
  type Attempts,
  type BoundRecord,
  type CameraPreference,
  MAX_PENDING,
  NO_ATTEMPTS,
  type PendingRecord,
  pendingAfterReconcile,
  type RecordStore,
} from './store.ts';

/** Longest time of one read or write. In WebKit, opening a database can hang while another tab has it open (WebKit bug 226547). */
const TIMEOUT_MS = 8_000;

/** Keys of the object store. They are stored in browsers, so they must not change. */
const keys = {
  record: (recognizeId: string) => `record ${recognizeId}`,
  pending: (recognizeId: string) => `pending ${recognizeId}`,
  attempts: (recognizeId: string) => `attempts ${recognizeId}`,
  camera: 'camera',
  /** Deleted in the transaction that writes it. */
  check: 'check',
};

/**
 * Creates a store in an IndexedDB database. The private key is stored as a CryptoKey: scripts can use it and cannot export it.
 *
 * @param timeoutMs longest time of one read or write, milliseconds; after it the method rejects with `storage/blocked`
 * @throws RecognizeError `storage/unavailable` if the browser has no IndexedDB
 */
export function indexedDbStore(database = 'recognize-elements', timeoutMs = TIMEOUT_MS): RecordStore {
  if (typeof indexedDB === 'undefined') throw new RecognizeError('storage/unavailable');
  const { run, discard } = lazyDatabase(database);

  const read = <Value>(key: string): Promise<Value | undefined> =>
    withTimeout(() => run('readonly', (objects) => getObject<Value>(objects, key)), timeoutMs, discard);

  const write = (edit: (objects: IDBObjectStore) => Promise<void> | void): Promise<void> =>
    withTimeout(() => run('readwrite', (objects) => inTransaction(objects, edit)), timeoutMs, discard);

  return {
    read: (recognizeId) => read<BoundRecord>(keys.record(recognizeId)),
    removeRecord: (recognizeId, deviceId) =>
      write(async (objects) => {
        const key = keys.record(recognizeId);
        const record = await getObject<BoundRecord>(objects, key);
        if (record?.device.deviceId === deviceId) objects.delete(key);
      }),
    removeUser: (recognizeId) =>
      write((objects) => {
        objects.delete(keys.record(recognizeId));
        objects.delete(keys.pending(recognizeId));
      }),
    readPending: async (recognizeId) => (await read<PendingRecord[]>(keys.pending(recognizeId))) ?? [],
    requireStorable: (pair) =>
      write((objects) => {
        objects.put(pair, keys.check);
        objects.delete(keys.check);
      }),
    addPending: (record) =>
      write(async (objects) => {
        const key = keys.pending(record.recognizeId);
        const runs = (await getObject<PendingRecord[]>(objects, key)) ?? [];
        objects.put([...runs, record].slice(-MAX_PENDING), key);
      }),
    removePending: (recognizeId, thumbprint) =>
      write(async (objects) => {
        const key = keys.pending(recognizeId);
        const runs = (await getObject<PendingRecord[]>(objects, key)) ?? [];
        objects.put(
          runs.filter((run) => run.thumbprint !== thumbprint),
          key,
        );
      }),
    async commit(record) {
      await write((objects) => {
        objects.put(record, keys.record(record.recognizeId));
        objects.delete(keys.pending(record.recognizeId));
      });
      requestPersistence();
    },
    async reconcile(recognizeId, pending, record) {
      await write(async (objects) => {
        const key = keys.pending(recognizeId);
        const runs = (await getObject<PendingRecord[]>(objects, key)) ?? [];
        const remaining = pendingAfterReconcile(runs, pending, record);
        if (remaining === undefined) return;
        if (record !== undefined) objects.put(record, keys.record(recognizeId));
        objects.put(remaining, key);
      });
      if (record !== undefined) requestPersistence();
    },
    async updateAttempts<Result>(
      recognizeId: string,
      update: (attempts: Attempts) => { next: Attempts; result: Result },
    ) {
      let outcome: { result: Result } | undefined;
      await write(async (objects) => {
        const key = keys.attempts(recognizeId);
        const { next, result } = update((await getObject<Attempts>(objects, key)) ?? NO_ATTEMPTS);
        outcome = { result };
        objects.put(next, key);
      });
      return outcome!.result;
    },
    readCameraPreference: () => read<CameraPreference>(keys.camera),
    saveCameraPreference: (preference) =>
      write(async (objects) => {
        const stored = await getObject<CameraPreference>(objects, keys.camera);
        objects.put({ ...stored, ...preference }, keys.camera);
      }),
  };
}

/** Asks the browser not to evict the record when storage runs low. The store also works if the browser declines. */
const requestPersistence = () => void navigator.storage?.persist?.().catch(() => false);

const getObject = <Value>(objects: IDBObjectStore, key: string): Promise<Value | undefined> =>
  promisifyRequest<Value | undefined>(objects.get(key));

/**
 * Runs `edit` in the transaction of `objects` and resolves when the transaction is complete; aborts it if `edit` fails. IndexedDB runs the
 * readwrite transactions of one object store one after the other, across all tabs.
 */
async function inTransaction(
  objects: IDBObjectStore,
  edit: (objects: IDBObjectStore) => Promise<void> | void,
): Promise<void> {
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
