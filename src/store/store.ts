import type { Device } from '../wire/device.ts';
import type { ClientShare } from '../wire/shares.ts';

/** The bound browser's half, and the key that cannot be exported. */
export interface BoundRecord {
  readonly recognizeId: string;
  readonly device: Device;
  readonly modelId: string;
  readonly share: ClientShare;
  readonly keys: CryptoKeyPair;
}

/** Written before FinishRequest leaves; settled when FinishResponse arrives, or at the next load by asking the backend. */
export interface PendingRecord {
  readonly recognizeId: string;
  readonly ceremony: 'recover' | 'authenticate';
  readonly modelId: string;
  readonly share: ClientShare;
  readonly keys: CryptoKeyPair;
  /** Thumbprint of the public key, by which the list of devices is searched. */
  readonly thumbprint: string;
  readonly created: number;
}

/** What this browser has tried for one person; times are milliseconds since the epoch. */
export interface Attempts {
  /** EvaluateRequests of the last day. */
  readonly sent: readonly number[];
  /** Those of the last 30 days that did not end in yes. */
  readonly missed: readonly number[];
}

/** Where a browser keeps its own record. Every method may reject with `storage/unavailable`, `storage/full`, `storage/blocked`. */
export interface RecordStore {
  read(recognizeId: string): Promise<BoundRecord | undefined>;
  /** Drops the person's record while it is of this device; a recovery that is pending stays, for it may have succeeded. In one transaction. */
  forget(recognizeId: string, deviceId: string): Promise<void>;
  /** Drops everything that belongs to the person's bindings. */
  remove(recognizeId: string): Promise<void>;
  readPending(recognizeId: string): Promise<readonly PendingRecord[]>;
  /** Adds one; the newest four of a person are kept. */
  addPending(record: PendingRecord): Promise<void>;
  /** Drops the one of this thumbprint. */
  dropPending(recognizeId: string, thumbprint: string): Promise<void>;
  /** Makes a record its person's own and drops what was pending, in one transaction. */
  commit(record: BoundRecord): Promise<void>;
  /**
   * Drops what was `read` as pending, and makes `record`, which is of it, the person's own; nothing when another tab has settled it
   * meanwhile: what came after that is newer. In one transaction.
   */
  reconcile(
    recognizeId: string,
    read: readonly PendingRecord[],
    record: BoundRecord | undefined,
  ): Promise<void>;
  /** Changes the attempts of a person in one transaction, so that two tabs cannot both take the last one. */
  countAttempts<Result>(
    recognizeId: string,
    change: (now: Attempts) => { next: Attempts; result: Result },
  ): Promise<Result>;
}

export const noAttempts: Attempts = { sent: [], missed: [] };
export const mostPending = 4;

const nameOf = ({ share }: { readonly share: ClientShare }): string => share.shareId.join();

/** What `heal` leaves of `pending`; nothing at all is to be changed when the result is undefined. */
export function pendingAfterReconcile(
  pending: readonly PendingRecord[],
  read: readonly PendingRecord[],
  record: BoundRecord | undefined,
): PendingRecord[] | undefined {
  if (record !== undefined && !pending.some((one) => nameOf(one) === nameOf(record))) return undefined;
  const dropped = new Set(read.map(nameOf));
  return pending.filter((one) => !dropped.has(nameOf(one)));
}
