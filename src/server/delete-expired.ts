import type { Context } from './context.ts';
import { deleteCeremoniesExpiredAt } from './repositories/ceremonies.ts';
import { deleteDevicesExpiredAt, listUsersWithDevicesExpiredAt } from './repositories/devices.ts';
import { lockUserRow } from './repositories/people.ts';
import { deleteSpentTokensExpiredAt } from './repositories/spent-tokens.ts';

/**
 * Deletes expired ceremonies, used tokens, devices and envelope keys.
 *
 * @param gracePeriodMs keeps what expired more recently, so that a client that is slightly late gets `ceremony/session-expired` instead of
 *   `ceremony/session-unknown`
 */
export async function deleteExpired(context: Context, gracePeriodMs = 0): Promise<void> {
  const { storage, envelopeKeys, now } = context;
  const time = now() - gracePeriodMs;
  await deleteCeremoniesExpiredAt(storage, time);
  await deleteSpentTokensExpiredAt(storage, time);
  await envelopeKeys.destroyExpired();
  await deleteExpiredDevices(context, time);
}

/** One transaction for each user, so that a rejection of the host's callback keeps the devices of this user only. */
async function deleteExpiredDevices({ storage, onRemoved }: Context, time: number): Promise<void> {
  const failures: unknown[] = [];
  for (const recognizeId of await listUsersWithDevicesExpiredAt(storage, time)) {
    await storage
      .transaction(async (sql) => {
        await lockUserRow(sql, recognizeId);
        const deviceIds = await deleteDevicesExpiredAt(sql, recognizeId, time);
        if (deviceIds.length > 0) await onRemoved(recognizeId, deviceIds, sql, 'expired');
      })
      .catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}
