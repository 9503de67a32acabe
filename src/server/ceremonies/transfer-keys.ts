import { type Bytes, wipe } from '../../wire/bytes.ts';
import type { Pool } from '../pool/pool.ts';

/** The caller gives up `privateKey`, which is overwritten after use. */
export interface TransferInput {
  readonly privateKey: Bytes;
  readonly points: Bytes;
  readonly sid: Bytes;
}

/**
 * The transfer keys of open ceremonies: computed during the capture and kept in memory only. After a restart they are computed again from
 * the encrypted private key in the database.
 */
export interface TransferKeys {
  /** Starts the computation, once for each ceremony. `load` is called when this process has not started it yet. */
  compute(ceremonyId: string, load: () => Promise<TransferInput>): Promise<Bytes>;
  /** Runs `work`, which evaluates a request of the ceremony. Until it ends, the keys are not evicted. */
  whileEvaluating<Result>(ceremonyId: string, work: () => Promise<Result>): Promise<Result>;
  /** Whether this process is evaluating a request of the ceremony. */
  isEvaluating(ceremonyId: string): boolean;
  /** Overwrites the keys, after use or when they are not needed. Removes a computation that has not started. */
  remove(ceremonyId: string): void;
}

interface Entry {
  readonly keys: Promise<Bytes>;
  readonly controller: AbortController;
  readonly timer: NodeJS.Timeout;
}

/**
 * @param lifetimeMs after which unused keys are overwritten
 * @param capacity ceremonies whose keys are kept, 64 kB each at 1,024 bits. The oldest keys are evicted and computed again when they are
 *   needed.
 */
export function createTransferKeys(pool: Pool, lifetimeMs: number, capacity = 1_000): TransferKeys {
  const entries = new Map<string, Entry>();
  /** Number of running evaluations of each ceremony. */
  const evaluating = new Map<string, number>();

  function remove(ceremonyId: string): void {
    const entry = entries.get(ceremonyId);
    if (entry === undefined) return;
    entries.delete(ceremonyId);
    clearTimeout(entry.timer);
    entry.controller.abort();
    entry.keys.then(wipe, () => {});
  }

  function evictOldest(): void {
    if (entries.size < capacity) return;
    const oldest = [...entries.keys()].find((ceremonyId) => !evaluating.has(ceremonyId));
    if (oldest !== undefined) remove(oldest);
  }

  return {
    remove,
    compute(ceremonyId, load) {
      const existing = entries.get(ceremonyId);
      if (existing !== undefined) return existing.keys;
      evictOldest();
      const controller = new AbortController();
      const keys = load().then((input) =>
        pool.deriveSenderKeys(input.privateKey, input.points, input.sid, controller.signal),
      );
      const timer = setTimeout(() => remove(ceremonyId), lifetimeMs).unref();
      const entry = { keys, controller, timer };
      entries.set(ceremonyId, entry);
      // The evaluation awaits the keys and reports a failure. The failed entry is removed, so that the next call computes again.
      keys.catch(() => entries.get(ceremonyId) === entry && remove(ceremonyId));
      return keys;
    },
    async whileEvaluating(ceremonyId, work) {
      evaluating.set(ceremonyId, (evaluating.get(ceremonyId) ?? 0) + 1);
      try {
        return await work();
      } finally {
        const remaining = evaluating.get(ceremonyId)! - 1;
        if (remaining === 0) evaluating.delete(ceremonyId);
        else evaluating.set(ceremonyId, remaining);
      }
    },
    isEvaluating: (ceremonyId) => evaluating.has(ceremonyId),
  };
}
