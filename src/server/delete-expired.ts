import type { Context } from './context.ts';
import type { OnRemoved } from './on-removed.ts';
import { deleteCeremoniesExpiredAt } from './repositories/ceremonies.ts';
import { deleteChallengesExpiredAt } from './repositories/challenges.ts';
import {
  deleteDevicesExpiredAt,
  deleteDevicesOfUserExpiredAt,
  listUsersWithDevicesExpiredAt,
} from './repositories/devices.ts';
import { deleteHandoffsExpiredAt } from './repositories/handoffs.ts';
import { lockUserRow } from './repositories/people.ts';
import { deleteSpentTokensExpiredAt } from './repositories/spent-tokens.ts';
import { LONG_STATEMENTS, tryLock, waitForLock } from './storage/advisory-lock.ts';
import type { Storage } from './storage/sql.ts';

/** Rows that one transaction deletes, so that none takes long. */
const BATCH_SIZE = 1_000;

const deletions = [
  deleteCeremoniesExpiredAt,
  deleteSpentTokensExpiredAt,
  deleteChallengesExpiredAt,
  deleteHandoffsExpiredAt,
];

interface DeletionOptions {
  /**
   * Keeps what expired more recently, so that a client that is slightly late gets `ceremony/session-expired` instead of
   * `ceremony/session-unknown`.
   */
  readonly gracePeriodMs?: number;
  /** Whether to wait while another process deletes. Otherwise that process is enough. */
  readonly wait?: boolean;
}

/** Deletes expired ceremonies, used tokens, challenges, hand-offs, devices and envelope keys. One process at a time does this. */
export async function deleteExpired(
  context: Context,
  { gracePeriodMs = 0, wait = true }: DeletionOptions = {},
): Promise<void> {
  const { storage, envelopeKeys, onRemoved, now } = context;
  const time = now() - gracePeriodMs;
  let total = 0;
  // With a callback of the host, devices are deleted below.
  for (const deletion of onRemoved ? deletions : [...deletions, deleteDevicesExpiredAt]) {
    let deleted: number;
    do {
      deleted = await storage.transaction(async (sql) => {
        if (wait) await waitForLock(sql, 'deleteExpired');
        else if (!(await tryLock(sql, 'deleteExpired'))) return 0;
        return deletion(sql, time, BATCH_SIZE);
      }, LONG_STATEMENTS);
      total += deleted;
    } while (deleted === BATCH_SIZE);
  }
  if (total > 0) await storage.vacuum?.();
  await envelopeKeys.destroyExpired();
  if (onRemoved) await deleteExpiredDevices(context.storage, onRemoved, time);
}

/** One transaction for each user, so that a rejection of the host's callback keeps the devices of this user only. */
async function deleteExpiredDevices(storage: Storage, onRemoved: OnRemoved, time: number): Promise<void> {
  const failures: unknown[] = [];
  for (const recognizeId of await listUsersWithDevicesExpiredAt(storage, time, BATCH_SIZE)) {
    await storage
      .transaction(async (sql) => {
        await lockUserRow(sql, recognizeId);
        const deviceIds = await deleteDevicesOfUserExpiredAt(sql, recognizeId, time);
        if (deviceIds.length > 0) await onRemoved(recognizeId, deviceIds, sql, 'expired');
      })
      .catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}
