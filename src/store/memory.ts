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

/** Creates a store whose records are lost when the page is closed: for tests, and for hosts that must not store anything. */
export function memoryStore(): RecordStore {
  const records = new Map<string, BoundRecord>();
  const pending = new Map<string, readonly PendingRecord[]>();
  const attempts = new Map<string, Attempts>();
  let cameraPreference: CameraPreference | undefined;
  return {
    read: async (recognizeId) => records.get(recognizeId),
    removeRecord: async (recognizeId, deviceId) => {
      if (records.get(recognizeId)?.device.deviceId === deviceId) records.delete(recognizeId);
    },
    removeUser: async (recognizeId) => {
      records.delete(recognizeId);
      pending.delete(recognizeId);
    },
    readPending: async (recognizeId) => pending.get(recognizeId) ?? [],
    addPending: async (record) => {
      const runs = [...(pending.get(record.recognizeId) ?? []), record];
      pending.set(record.recognizeId, runs.slice(-MAX_PENDING));
    },
    removePending: async (recognizeId, thumbprint) => {
      const runs = pending.get(recognizeId) ?? [];
      pending.set(
        recognizeId,
        runs.filter((run) => run.thumbprint !== thumbprint),
      );
    },
    commit: async (record) => {
      records.set(record.recognizeId, record);
      pending.delete(record.recognizeId);
    },
    reconcile: async (recognizeId, read, record) => {
      const remaining = pendingAfterReconcile(pending.get(recognizeId) ?? [], read, record);
      if (remaining === undefined) return;
      if (record !== undefined) records.set(recognizeId, record);
      pending.set(recognizeId, remaining);
    },
    updateAttempts: async (recognizeId, update) => {
      const { next, result } = update(attempts.get(recognizeId) ?? NO_ATTEMPTS);
      attempts.set(recognizeId, next);
      return result;
    },
    readCameraPreference: async () => cameraPreference,
    saveCameraPreference: async (preference) => {
      cameraPreference = { ...cameraPreference, ...preference };
    },
  };
}
