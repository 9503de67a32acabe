import { createStore, get, promisifyRequest, type UseStore } from 'idb-keyval';
import { RecognizeError } from '../errors.ts';
import {
  type Attempts,
  type BoundRecord,
  mostPending,
  noAttempts,
  type PendingRecord,
  pendingAfterReconcile,
  type RecordStore,
} from './store.ts';

/** Opening hangs in some browsers when another tab is in the way (WebKit 226547); longer than this is "blocked". */
const openLimit = 8_000;

const keys = {
  record: (recognizeId: string) => `record ${recognizeId}`,
  pending: (recognizeId: string) => `pending ${recognizeId}`,
  attempts: (recognizeId: string) => `attempts ${recognizeId}`,
};

/**
 * IndexedDB, in a database of its own. The device key lies there as a CryptoKey that scripts can use and cannot read.
 *
 * @param limit longest time of one read or write, milliseconds; more is `storage/blocked`
 * @throws RecognizeError `storage/unavailable`
 */
export function indexedDbStore(database = 'recognize-elements', limit = openLimit): RecordStore {
  if (typeof indexedDB === 'undefined') throw new RecognizeError('storage/unavailable');
  const { store, reopen } = lazily(() => createStore(database, 'records'));
  const within = <Result>(work: () => Promise<Result>): Promise<Result> => withTimeout(work, limit, reopen);

  /** Reads and writes in one transaction: IndexedDB runs those of one store one after the other, over all tabs. */
  const change = (edit: (objects: IDBObjectStore) => Promise<void>): Promise<void> =>
    within(() =>
      store('readwrite', async (objects) => {
        const done = promisifyRequest(objects.transaction);
        try {
          await edit(objects);
        } catch (error) {
          done.catch(() => {});
          abort(objects.transaction);
          throw error;
        }
        await done;
      }),
    );

  return {
    read: (recognizeId) => within(() => get<BoundRecord>(keys.record(recognizeId), store)),
    forget: (recognizeId, deviceId) =>
      change(async (objects) => {
        const key = keys.record(recognizeId);
        const record = (await promisifyRequest(objects.get(key))) as BoundRecord | undefined;
        if (record?.device.deviceId === deviceId) objects.delete(key);
      }),
    remove: (recognizeId) =>
      change(async (objects) => {
        objects.delete(keys.record(recognizeId));
        objects.delete(keys.pending(recognizeId));
      }),
    readPending: async (recognizeId) =>
      (await within(() => get<PendingRecord[]>(keys.pending(recognizeId), store))) ?? [],
    addPending: (record) =>
      change(async (objects) => {
        const key = keys.pending(record.recognizeId);
        const before = (await promisifyRequest(objects.get(key))) as PendingRecord[] | undefined;
        objects.put([...(before ?? []), record].slice(-mostPending), key);
      }),
    dropPending: (recognizeId, thumbprint) =>
      change(async (objects) => {
        const key = keys.pending(recognizeId);
        const before = (await promisifyRequest(objects.get(key))) as PendingRecord[] | undefined;
        objects.put(
          (before ?? []).filter((record) => record.thumbprint !== thumbprint),
          key,
        );
      }),
    async commit(record) {
      await change(async (objects) => {
        objects.put(record, keys.record(record.recognizeId));
        objects.delete(keys.pending(record.recognizeId));
      });
      askToStay();
    },
    async reconcile(recognizeId, read, record) {
      await change(async (objects) => {
        const key = keys.pending(recognizeId);
        const before = (await promisifyRequest(objects.get(key))) as PendingRecord[] | undefined;
        const left = pendingAfterReconcile(before ?? [], read, record);
        if (left === undefined) return;
        if (record !== undefined) objects.put(record, keys.record(recognizeId));
        objects.put(left, key);
      });
      if (record !== undefined) askToStay();
    },
    async countAttempts<Result>(
      recognizeId: string,
      edit: (now: Attempts) => { next: Attempts; result: Result },
    ) {
      let outcome: { result: Result } | undefined;
      await change(async (objects) => {
        const key = keys.attempts(recognizeId);
        const before = (await promisifyRequest(objects.get(key))) as Attempts | undefined;
        const { next, result } = edit(before ?? noAttempts);
        outcome = { result };
        objects.put(next, key);
      });
      return outcome!.result;
    },
  };
}

/** A bound browser should stay bound when space gets scarce; a refusal changes nothing. */
const askToStay = () => void navigator.storage?.persist?.().catch(() => false);

/** Opens at the first use; `reopen` forgets an opening that hangs, so that the next use tries again. */
function lazily(open: () => UseStore): { store: UseStore; reopen: () => void } {
  let opened: UseStore | undefined;
  return {
    // Asynchronous, because `indexedDB.open` throws at once where storage is refused.
    store: async (mode, callback) => {
      opened ??= open();
      return opened(mode, callback);
    },
    reopen: () => {
      opened = undefined;
    },
  };
}

async function withTimeout<Result>(
  work: () => Promise<Result>,
  limit: number,
  reopen: () => void,
): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reopen();
      reject(new RecognizeError('storage/blocked'));
    }, limit);
  });
  try {
    return await Promise.race([work(), late]);
  } catch (thrown) {
    throw storageError(thrown);
  } finally {
    clearTimeout(timer);
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It is over already.
  }
}

function storageError(thrown: unknown): RecognizeError {
  if (thrown instanceof RecognizeError) return thrown;
  const name = thrown instanceof DOMException ? thrown.name : '';
  if (name === 'QuotaExceededError') return new RecognizeError('storage/full', { cause: thrown });
  return new RecognizeError('storage/unavailable', { cause: thrown, detail: name });
}
