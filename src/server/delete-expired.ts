import type { Context } from './context.ts';
import { deleteCeremoniesExpiredAt } from './repositories/ceremonies.ts';
import { deleteDevicesExpiredAt } from './repositories/devices.ts';
import { deleteSpentTokensExpiredAt } from './repositories/spent-tokens.ts';

/**
 * Deletes expired ceremonies, used tokens, devices and envelope keys.
 *
 * @param gracePeriodMs keeps what expired more recently, so that a client that is slightly late gets `ceremony/session-expired` instead of
 *   `ceremony/session-unknown`
 */
export async function deleteExpired(
  { storage, envelopeKeys, now }: Context,
  gracePeriodMs = 0,
): Promise<void> {
  const time = now() - gracePeriodMs;
  await deleteCeremoniesExpiredAt(storage, time);
  await deleteSpentTokensExpiredAt(storage, time);
  await deleteDevicesExpiredAt(storage, time);
  await envelopeKeys.destroyExpired();
}
