import { RecognizeError } from '../errors.ts';
import { type AttemptCounters, addDeviceFailure } from './repositories/devices.ts';
import type { Sql } from './storage/sql.ts';

const DAY_MS = 86_400_000;

/**
 * Failures that one share pair allows. The host cannot change or reset these limits, and a refresh of the pair keeps the counts: they bound
 * how much a stolen client state can be probed.
 */
export const shareRateLimits = { perDay: 10, sinceSuccess: 30, perLifetime: 100 } as const;

/** @returns the error of the limit that is reached: with `until` for the daily limit, without it when only a new enrollment helps */
export function shareRateLimitError(
  { failures, sinceSuccess, inLifetime }: AttemptCounters,
  now: number,
): RecognizeError | undefined {
  if (sinceSuccess >= shareRateLimits.sinceSuccess || inLifetime >= shareRateLimits.perLifetime)
    return new RecognizeError('ceremony/locked', { detail: 'locked until a new enrollment' });
  const recent = failures.filter((time) => time > now - DAY_MS);
  if (recent.length < shareRateLimits.perDay) return undefined;
  // The next attempt is possible when fewer than `perDay` failures are left in the window.
  const lastToExpire = recent.sort((a, b) => a - b)[recent.length - shareRateLimits.perDay]!;
  return new RecognizeError('ceremony/locked', { until: lastToExpire + DAY_MS });
}

/**
 * Counts one failure of the share pair.
 *
 * @returns false when a limit is reached; nothing is counted then
 */
export const countShareFailure = (sql: Sql, deviceId: string, now: number): Promise<boolean> =>
  addDeviceFailure(
    sql,
    deviceId,
    {
      windowStart: now - DAY_MS,
      failures: shareRateLimits.perDay,
      sinceSuccess: shareRateLimits.sinceSuccess,
      inLifetime: shareRateLimits.perLifetime,
    },
    now,
  );
