import { RecognizeError } from '../errors.ts';
import { accessObjects, getObject, type ObjectAccess } from './object-access.ts';
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
export function indexedDbStore(database = 'recognize-elements', timeoutMs?: number): RecordStore {
  if (typeof indexedDB === 'undefined') throw new RecognizeError('storage/unavailable');
  return new IndexedDbStore(accessObjects(database, timeoutMs));
}

class IndexedDbStore implements RecordStore {
  readonly #objects: ObjectAccess;

  constructor(objects: ObjectAccess) {
    this.#objects = objects;
  }

  read(recognizeId: string): Promise<BoundRecord | undefined> {
    return this.#objects.read(keys.record(recognizeId));
  }

  removeRecord(recognizeId: string, deviceId: string): Promise<void> {
    return this.#objects.write(async (objects) => {
      const key = keys.record(recognizeId);
      const record = await getObject<BoundRecord>(objects, key);
      if (record?.device.deviceId === deviceId) objects.delete(key);
    });
  }

  removeUser(recognizeId: string): Promise<void> {
    return this.#objects.write((objects) => {
      objects.delete(keys.record(recognizeId));
      objects.delete(keys.pending(recognizeId));
    });
  }

  async readPending(recognizeId: string): Promise<readonly PendingRecord[]> {
    return (await this.#objects.read<PendingRecord[]>(keys.pending(recognizeId))) ?? [];
  }

  requireStorable(pair: CryptoKeyPair): Promise<void> {
    return this.#objects.write((objects) => {
      objects.put(pair, keys.check);
      objects.delete(keys.check);
    });
  }

  addPending(record: PendingRecord): Promise<void> {
    return this.#objects.write((objects) =>
      replacePending(objects, record.recognizeId, (runs) => [...runs, record].slice(-MAX_PENDING)),
    );
  }

  removePending(recognizeId: string, thumbprint: string): Promise<void> {
    return this.#objects.write((objects) =>
      replacePending(objects, recognizeId, (runs) => runs.filter((run) => run.thumbprint !== thumbprint)),
    );
  }

  async commit(record: BoundRecord): Promise<void> {
    await this.#objects.write((objects) => {
      objects.put(record, keys.record(record.recognizeId));
      objects.delete(keys.pending(record.recognizeId));
    });
    requestPersistence();
  }

  async reconcile(
    recognizeId: string,
    read: readonly PendingRecord[],
    record: BoundRecord | undefined,
  ): Promise<void> {
    await this.#objects.write((objects) =>
      replacePending(objects, recognizeId, (runs) => {
        const remaining = pendingAfterReconcile(runs, read, record);
        if (remaining !== undefined && record !== undefined) objects.put(record, keys.record(recognizeId));
        return remaining;
      }),
    );
    if (record !== undefined) requestPersistence();
  }

  async updateAttempts<Result>(
    recognizeId: string,
    update: (attempts: Attempts) => { next: Attempts; result: Result },
  ): Promise<Result> {
    let outcome: { result: Result } | undefined;
    await this.#objects.write(async (objects) => {
      const key = keys.attempts(recognizeId);
      const { next, result } = update((await getObject<Attempts>(objects, key)) ?? NO_ATTEMPTS);
      outcome = { result };
      objects.put(next, key);
    });
    return outcome!.result;
  }

  readCameraPreference(): Promise<CameraPreference | undefined> {
    return this.#objects.read(keys.camera);
  }

  saveCameraPreference(preference: CameraPreference): Promise<void> {
    return this.#objects.write(async (objects) => {
      const stored = await getObject<CameraPreference>(objects, keys.camera);
      objects.put({ ...stored, ...preference }, keys.camera);
    });
  }
}

/** Replaces the pending runs of the user; changes nothing when `replace` returns undefined. */
async function replacePending(
  objects: IDBObjectStore,
  recognizeId: string,
  replace: (runs: readonly PendingRecord[]) => readonly PendingRecord[] | undefined,
): Promise<void> {
  const key = keys.pending(recognizeId);
  const runs = replace((await getObject<PendingRecord[]>(objects, key)) ?? []);
  if (runs !== undefined) objects.put(runs, key);
}

/** Asks the browser not to evict the record when storage runs low. The store also works if the browser declines. */
const requestPersistence = () => void navigator.storage?.persist?.().catch(() => false);
