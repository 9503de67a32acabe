import { type Bytes, wipe } from '../../matching/bytes.ts';
import type { Pool } from '../pool/pool.ts';

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
  /** Overwrites them: they have served. */
  forget(ceremonyId: string): void;
}

/** 64 kB each at 1,024 bits. Keys beyond that are computed again when their M3 comes. */
const most = 1_000;

export function createTransferKeys(pool: Pool, life: number): TransferKeys {
  const running = new Map<string, Promise<Bytes>>();
  const forget = (ceremonyId: string) => {
    running.get(ceremonyId)?.then(wipe, () => {});
    running.delete(ceremonyId);
  };
  return {
    forget,
    compute(ceremonyId, load) {
      const known = running.get(ceremonyId);
      if (known !== undefined) return known;
      const keys = load().then(({ privateKey, points, sid }) => pool.senderKeys(privateKey, points, sid));
      // Whoever answers M3 learns of a failure; nobody need be told before.
      keys.catch(() => running.delete(ceremonyId));
      running.set(ceremonyId, keys);
      const [oldest] = running.keys();
      if (running.size > most) forget(oldest!);
      setTimeout(() => forget(ceremonyId), life).unref();
      return keys;
    },
  };
}
