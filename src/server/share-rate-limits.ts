import { RecognizeError } from '../errors.ts';
import { addDeviceFailure, lockFailureCounters, type ShareFailures } from './repositories/devices.ts';
import type { Sql } from './storage/sql.ts';

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

/**
 * Failures that one share pair allows. The host cannot change these limits, and a refresh of the pair keeps the counts: they bound how much
 * a stolen client state can be probed. From `sinceSuccess` failures on, each failure freezes the pair: for a day, then for twice as long
 * each time, at most for a year.
 */
export const shareRateLimits = { perDay: 10, perYear: 100, sinceSuccess: 30 } as const;

/**
 * The error while a share pair is at one of its limits. `until` is the end of the longest one, in milliseconds since the epoch.
 *
 * @param now milliseconds since the epoch
 */
export function shareRateLimitError(counters: ShareFailures, now: number): RecognizeError | undefined {
  const { perDay, perYear } = shareRateLimits;
  const ends = [
    { end: windowEnd(counters, perDay, DAY_MS, now), limit: `${perDay} failures in a day` },
    { end: windowEnd(counters, perYear, YEAR_MS, now), limit: `${perYear} failures in a year` },
    { end: freezeEnd(counters), limit: `${counters.sinceSuccess} failures since the last match` },
  ];
  const last = ends.reduce((a, b) => (b.end > a.end ? b : a));
  if (last.end <= now) return undefined;
  return new RecognizeError('ceremony/locked', {
    until: last.end,
    detail: `${last.limit} with this client state`,
  });
}

/** When fewer than `limit` failures will be left in the window; 0 when that is so now. */
function windowEnd({ failures }: ShareFailures, limit: number, windowMs: number, now: number): number {
  const recent = failures.filter((time) => time > now - windowMs).sort((a, b) => a - b);
  return recent.length < limit ? 0 : recent[recent.length - limit]! + windowMs;
}

/** When the freeze after the last failure ends; 0 without one. */
function freezeEnd({ failures, sinceSuccess }: ShareFailures): number {
  const further = sinceSuccess - shareRateLimits.sinceSuccess;
  if (further < 0 || failures.length === 0) return 0;
  return Math.max(...failures) + Math.min(DAY_MS * 2 ** further, YEAR_MS);
}

/**
 * Counts one failure of the share pair. It locks the row of the device, so that parallel transactions count one after the other.
 *
 * @returns false when a limit is reached or the device does not exist; nothing is counted then
 */
export async function countShareFailure(sql: Sql, deviceId: string, now: number): Promise<boolean> {
  const counters = await lockFailureCounters(sql, deviceId);
  if (counters === undefined || shareRateLimitError(counters, now) !== undefined) return false;
  await addDeviceFailure(sql, deviceId, now, now - YEAR_MS);
  return true;
}
