import type { Device } from '../wire/device.ts';
import type { ClientShare } from '../wire/shares.ts';

/** What binds this browser to a user: the client share, and a key pair whose private key cannot be exported. */
export interface BoundRecord {
  readonly recognizeId: string;
  readonly device: Device;
  readonly modelId: string;
  readonly share: ClientShare;
  readonly keys: CryptoKeyPair;
}

/**
 * A run whose outcome this browser does not know yet. It is written before FinishRequest is sent, and removed when FinishResponse arrives
 * or when the next run has asked the backend for the outcome.
 */
export interface PendingRecord {
  readonly recognizeId: string;
  readonly ceremony: 'recover' | 'authenticate';
  readonly modelId: string;
  readonly share: ClientShare;
  readonly keys: CryptoKeyPair;
  /** RFC 7638 thumbprint of the public key, by which the list of devices identifies this browser. */
  readonly thumbprint: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

/** What this browser remembers of the person's choices about the camera. */
export interface CameraPreference {
  /** A wish: this camera may be gone. */
  readonly deviceId?: string;
  /** Whether the preview is mirrored. */
  readonly mirrored?: boolean;
}

/** The recent attempts of this browser for one user. Times are milliseconds since the epoch. */
export interface Attempts {
  /** Attempts of the last 24 hours. */
  readonly sent: readonly number[];
  /** Attempts of the last 30 days that did not end in a match. */
  readonly missed: readonly number[];
}

/**
 * Where a browser stores its own records, per user. Each method that writes does so in one transaction, isolated from other tabs of the
 * browser. `test/support/store-contract.ts` tests an implementation.
 *
 * Every method may reject with a RecognizeError of code `storage/unavailable` (the browser refuses access), `storage/full` (quota exceeded)
 * or `storage/blocked` (another tab prevents access).
 */
export interface RecordStore {
  /** Resolves with the record of the user, or undefined if this browser is not bound. */
  read(recognizeId: string): Promise<BoundRecord | undefined>;
  /** Removes the record of the user if it belongs to this device. Pending runs stay, because a pending recovery may have succeeded. */
  removeRecord(recognizeId: string, deviceId: string): Promise<void>;
  /** Removes the record and the pending runs of the user. The attempts stay, so that the attempt limit cannot be reset. */
  removeUser(recognizeId: string): Promise<void>;
  /** Resolves with the pending runs of the user, the newest one last. */
  readPending(recognizeId: string): Promise<readonly PendingRecord[]>;
  /**
   * Checks before a capture that a key pair can be stored, without keeping it. Optional: a store that can hold every key needs no check.
   * Some browsers refuse to store keys in private windows, although they store other data there.
   */
  requireStorable?(keys: CryptoKeyPair): Promise<void>;
  /** Adds a pending run. Of each user only the newest `MAX_PENDING` are kept. */
  addPending(record: PendingRecord): Promise<void>;
  /** Removes the pending run with this key thumbprint. */
  removePending(recognizeId: string, thumbprint: string): Promise<void>;
  /** Replaces the record of the user and removes all pending runs of the user. */
  commit(record: BoundRecord): Promise<void>;
  /**
   * Removes the pending runs that the caller has read, and replaces the record of the user by `record` if there is one. Changes nothing if
   * `record` is no longer pending: another tab has then reconciled or committed in the meantime, and its record is newer.
   *
   * @param read what `readPending` has returned
   * @param record the successful one of them; undefined if none has succeeded
   */
  reconcile(
    recognizeId: string,
    read: readonly PendingRecord[],
    record: BoundRecord | undefined,
  ): Promise<void>;
  /**
   * Reads and replaces the attempts of the user in one transaction, so that two tabs cannot both use the last attempt.
   *
   * @param update gets the stored attempts (at first `NO_ATTEMPTS`) and returns the new ones, and a result for the caller. It must not be
   *   asynchronous: an IndexedDB transaction ends when the event loop continues
   */
  updateAttempts<Result>(
    recognizeId: string,
    update: (attempts: Attempts) => { next: Attempts; result: Result },
  ): Promise<Result>;
  /** Resolves with the choices about the camera, which are those of every user of this browser. Optional, like the next method. */
  readCameraPreference?(): Promise<CameraPreference | undefined>;
  /** Replaces the choices that `preference` has; the other ones stay. */
  saveCameraPreference?(preference: CameraPreference): Promise<void>;
}

export const NO_ATTEMPTS: Attempts = { sent: [], missed: [] };

/** Pending runs per user. More than one occurs only if several responses in a row are lost. */
export const MAX_PENDING = 4;

/** A share id identifies a share: it is random, and a refresh derives a new one. */
const shareIdOf = ({ share }: { readonly share: ClientShare }): string => share.shareId.join();

/** The pending runs that `RecordStore.reconcile` leaves, or undefined if it must not change anything. */
export function pendingAfterReconcile(
  pending: readonly PendingRecord[],
  read: readonly PendingRecord[],
  record: BoundRecord | undefined,
): PendingRecord[] | undefined {
  if (record !== undefined && !pending.some((run) => shareIdOf(run) === shareIdOf(record))) return undefined;
  const removed = new Set(read.map(shareIdOf));
  return pending.filter((run) => !removed.has(shareIdOf(run)));
}
