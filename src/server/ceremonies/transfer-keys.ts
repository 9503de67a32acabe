import { type Bytes, wipe } from '../../wire/bytes.ts';
import type { Pool } from '../pool/pool.ts';

/** `privateKey` is taken over, and overwritten once it has served. */
export interface TransferInput {
  readonly privateKey: Bytes;
  readonly points: Bytes;
  readonly sid: Bytes;
}

/**
 * The transfer keys of runs in flight: computed while the person looks into the camera, kept in memory only. After a restart they are
 * computed again from what is sealed in the database.
 */
export interface TransferKeys {
  /** Starts the work, once for each ceremony; `load` is asked where it has not begun in this process. */
  compute(ceremonyId: string, load: () => Promise<TransferInput>): Promise<Bytes>;
  /** Runs `work`, which answers the EvaluateRequest of a run: until it ends, the keys are not given up for those of others. */
  whileAnswering<Result>(ceremonyId: string, work: () => Promise<Result>): Promise<Result>;
  /** Whether the EvaluateRequest of a run is being answered in this process. */
  isAnswering(ceremonyId: string): boolean;
  /** Overwrites them: they have served, or nobody will ask for them. A computation that has not begun is given up. */
  forget(ceremonyId: string): void;
}

interface Entry {
  readonly keys: Promise<Bytes>;
  readonly abandon: AbortController;
  readonly end: NodeJS.Timeout;
}

/** @param most runs whose keys are kept, 64 kB each at 1,024 bits; those of others are computed again when their EvaluateRequest comes */
export function createTransferKeys(pool: Pool, life: number, most = 1_000): TransferKeys {
  const running = new Map<string, Entry>();
  const answering = new Map<string, number>();

  function forget(ceremonyId: string): void {
    const entry = running.get(ceremonyId);
    if (entry === undefined) return;
    running.delete(ceremonyId);
    clearTimeout(entry.end);
    entry.abandon.abort();
    entry.keys.then(wipe, () => {});
  }

  function makeRoom(): void {
    if (running.size < most) return;
    const oldest = [...running.keys()].find((ceremonyId) => !answering.has(ceremonyId));
    if (oldest !== undefined) forget(oldest);
  }

  return {
    forget,
    compute(ceremonyId, load) {
      const known = running.get(ceremonyId);
      if (known !== undefined) return known.keys;
      makeRoom();
      const abandon = new AbortController();
      const keys = load().then((input) =>
        pool.senderKeys(input.privateKey, input.points, input.sid, abandon.signal),
      );
      const end = setTimeout(() => forget(ceremonyId), life).unref();
      const entry = { keys, abandon, end };
      running.set(ceremonyId, entry);
      // Whoever answers EvaluateRequest learns of a failure; nobody need be told before.
      keys.catch(() => running.get(ceremonyId) === entry && forget(ceremonyId));
      return keys;
    },
    async whileAnswering(ceremonyId, work) {
      const others = answering.get(ceremonyId) ?? 0;
      answering.set(ceremonyId, others + 1);
      try {
        return await work();
      } finally {
        const left = answering.get(ceremonyId)! - 1;
        if (left === 0) answering.delete(ceremonyId);
        else answering.set(ceremonyId, left);
      }
    },
    isAnswering: (ceremonyId) => answering.has(ceremonyId),
  };
}
