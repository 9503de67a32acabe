import { RecognizeError } from '../errors.ts';
import { countFailure, lockoutError, resetLockout } from './lockout.ts';
import type { Lockout } from './policy.ts';
import type { DeviceRef } from './repositories/devices.ts';
import { correctDeviceTimes, recordDeviceMatch, selectAttemptCounters } from './repositories/devices.ts';
import { correctUserTimes } from './repositories/people.ts';
import { countShareFailure, shareRateLimitError } from './share-rate-limits.ts';
import type { Sql } from './storage/sql.ts';
import { FUTURE_TOLERANCE_MS } from './stored-time.ts';

/**
 * @throws RecognizeError `ceremony/locked` while the user is locked out or the share pair is at one of its rate limits,
 *   `client-state/revoked` when the user has no such device
 */
export async function requireAttemptAllowed(sql: Sql, device: DeviceRef, now: number): Promise<void> {
  const error = await attemptError(sql, device, now);
  if (error !== undefined) throw error;
}

/**
 * Counts an attempt as a failure before its EvaluateResponse is sent; `recordMatch` removes it after a match. Call it in the transaction
 * that stores EvaluateResponse. It locks the rows of the user and the device, in this order.
 *
 * @throws RecognizeError `ceremony/locked`, with `until` unless only a new enrollment helps; `client-state/revoked`
 */
export async function countAttempt(
  sql: Sql,
  device: DeviceRef,
  lockout: Lockout,
  now: number,
): Promise<void> {
  const counted =
    (await countFailure(sql, device.recognizeId, lockout, now)) &&
    (await countShareFailure(sql, device.deviceId, now));
  if (!counted)
    throw (
      (await attemptError(sql, device, now)) ??
      new RecognizeError('server/unavailable', { detail: 'the attempt could not be counted' })
    );
}

/**
 * Records a match. Removes the failure that was counted at `countedAt`, and resets the lockout and the count since the last success.
 *
 * @param countedAt milliseconds since the epoch
 */
export async function recordMatch(
  sql: Sql,
  { recognizeId, deviceId }: DeviceRef,
  countedAt: number,
  now = countedAt,
): Promise<void> {
  await resetLockout(sql, recognizeId);
  await recordDeviceMatch(sql, deviceId, countedAt, now);
}

/**
 * Replaces failures and locks that a server with a wrong clock has recorded in the future: a failure counts from now on, and a lockout ends
 * after its duration from now. Otherwise a clock that was a year ahead would lock the user for a year.
 *
 * @returns whether there were any
 */
export async function correctFutureTimes(
  sql: Sql,
  { recognizeId, deviceId }: DeviceRef,
  { durationMs }: Lockout,
  now: number,
): Promise<boolean> {
  const future = now + FUTURE_TOLERANCE_MS;
  const ofUser = await correctUserTimes(sql, recognizeId, { now, future, durationMs });
  const ofDevice = await correctDeviceTimes(sql, deviceId, { now, future });
  return ofUser || ofDevice;
}

async function attemptError(sql: Sql, device: DeviceRef, now: number): Promise<RecognizeError | undefined> {
  const counters = await selectAttemptCounters(sql, device);
  if (counters === undefined) return new RecognizeError('client-state/revoked');
  const locked = lockoutError(counters.lockedUntil, now) ?? shareRateLimitError(counters, now);
  // The clock of the browser may differ, so it gets the remaining time.
  return locked?.until === undefined ? locked : locked.with({ remainingMs: locked.until - now });
}
