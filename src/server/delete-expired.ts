import type { Context } from './context.ts';
import { deleteCeremoniesExpiredAt } from './repositories/ceremonies.ts';
import { deleteDevicesExpiredAt } from './repositories/devices.ts';
import { deleteSpentTokensExpiredAt } from './repositories/spent-tokens.ts';
import { LONG_STATEMENTS, tryLock, waitForLock } from './storage/advisory-lock.ts';

/** Rows that one transaction deletes, so that none takes long. */
const BATCH_SIZE = 1_000;

const deletions = [deleteCeremoniesExpiredAt, deleteSpentTokensExpiredAt, deleteDevicesExpiredAt];

interface DeletionOptions {
  /**
   * Keeps what expired more recently, so that a client that is slightly late gets `ceremony/session-expired` instead of
   * `ceremony/session-unknown`.
   */
  readonly gracePeriodMs?: number;
  /** Whether to wait while another process deletes. Otherwise that process is enough. */
  readonly wait?: boolean;
}

/** Deletes expired ceremonies, used tokens, devices and envelope keys. One process at a time does this. */
export async function deleteExpired(
  context: Context,
  { gracePeriodMs = 0, wait = true }: DeletionOptions = {},
): Promise<void> {
  const { storage, envelopeKeys, now } = context;
  const time = now() - gracePeriodMs;
  let total = 0;
  for (const deletion of deletions) {
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
}
