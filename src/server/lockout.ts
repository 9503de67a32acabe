import { RecognizeError } from '../errors.ts';
import type { Lockout } from './policy.ts';
import { addUserFailure, clearUserFailures } from './repositories/people.ts';
import type { Sql } from './storage/sql.ts';

/** @param lockedUntil milliseconds since the epoch */
export const lockoutError = (lockedUntil: number, now: number): RecognizeError | undefined =>
  lockedUntil > now ? new RecognizeError('ceremony/locked', { until: lockedUntil }) : undefined;

/**
 * Counts one failure of the user, over all devices and ceremonies.
 *
 * @returns false while the user is locked out; nothing is counted then
 */
export const countFailure = (
  sql: Sql,
  recognizeId: string,
  lockout: Lockout,
  now: number,
): Promise<boolean> => addUserFailure(sql, recognizeId, lockout, now);

/** Ends the lockout of the user and deletes the counted failures. The rate limits of share pairs stay. */
export const resetLockout = (sql: Sql, recognizeId: string): Promise<void> =>
  clearUserFailures(sql, recognizeId);
