import {
  type Attempts,
  type BoundRecord,
  mostPending,
  noAttempts,
  type PendingRecord,
  pendingAfterReconcile,
  type RecordStore,
} from './store.ts';

/** A store that ends with the page: for tests, and for hosts that want none. */
export function memoryStore(): RecordStore {
  const records = new Map<string, BoundRecord>();
  const pending = new Map<string, readonly PendingRecord[]>();
  const attempts = new Map<string, Attempts>();
  return {
    read: async (recognizeId) => records.get(recognizeId),
    forget: async (recognizeId, deviceId) => {
      if (records.get(recognizeId)?.device.deviceId === deviceId) records.delete(recognizeId);
    },
    remove: async (recognizeId) => {
      records.delete(recognizeId);
      pending.delete(recognizeId);
    },
    readPending: async (recognizeId) => pending.get(recognizeId) ?? [],
    addPending: async (record) => {
      const kept = [...(pending.get(record.recognizeId) ?? []), record].slice(-mostPending);
      pending.set(record.recognizeId, kept);
    },
    dropPending: async (recognizeId, thumbprint) => {
      const kept = (pending.get(recognizeId) ?? []).filter((record) => record.thumbprint !== thumbprint);
      pending.set(recognizeId, kept);
    },
    commit: async (record) => {
      records.set(record.recognizeId, record);
      pending.delete(record.recognizeId);
    },
    reconcile: async (recognizeId, read, record) => {
      const left = pendingAfterReconcile(pending.get(recognizeId) ?? [], read, record);
      if (left === undefined) return;
      if (record !== undefined) records.set(recognizeId, record);
      pending.set(recognizeId, left);
    },
    countAttempts: async (recognizeId, change) => {
      const { next, result } = change(attempts.get(recognizeId) ?? noAttempts);
      attempts.set(recognizeId, next);
      return result;
    },
  };
}
