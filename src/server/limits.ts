import { RecognizeError } from '../errors.ts';
import type { Sql } from './storage/sql.ts';

/** The host's lockout: so many failures of a person within a window lock every ceremony of theirs. */
export interface Lockout {
  readonly failures: number;
  /** Milliseconds. */
  readonly window: number;
  readonly duration: number;
}

export const defaultLockout: Lockout = { failures: 5, window: 600_000, duration: 600_000 };

/** Caps of a share pair, which neither a refresh nor the host's reset clears: failures in a day, since the last success, in its life. */
export const pairCaps = { day: 10, sinceSuccess: 30, life: 100 } as const;
const day = 86_400_000;

/** @throws RecognizeError `ceremony/locked` while the person is locked */
export async function requireUnlocked(sql: Sql, recognizeId: string, now: number): Promise<void> {
  const [person] = await sql.query<{ locked_until: number }>(
    'select locked_until from recognize_people where recognize_id = $1',
    [recognizeId],
  );
  if (person !== undefined && person.locked_until > now) {
    throw new RecognizeError('ceremony/locked', { until: person.locked_until });
  }
}

/** @throws RecognizeError `ceremony/locked` while the pair is at one of its caps, `client-state/revoked` when it is gone */
export async function requirePairOpen(sql: Sql, deviceId: string, now: number): Promise<void> {
  const lock = await pairLock(sql, deviceId, now);
  if (lock !== undefined) throw lock;
}

/**
 * Counts an attempt as a failure before its M4 leaves; a yes takes it back. Two statements, each atomic over all parallel sessions
 * (the row is locked, the condition read again after the wait). Run it in the transaction that stores M4.
 *
 * @throws RecognizeError `ceremony/locked`, with `until` unless the pair is frozen until a new enrollment
 */
export async function countAttempt(
  sql: Sql,
  who: { readonly recognizeId: string; readonly deviceId: string },
  lockout: Lockout,
  now: number,
): Promise<void> {
  const people = await sql.query(
    `update recognize_people set
       failures = array(select t from unnest(failures) t where t > $2) || $3::bigint,
       locked_until = case when cardinality(array(select t from unnest(failures) t where t > $2)) + 1 >= $4
         then $3::bigint + $5::bigint else locked_until end
     where recognize_id = $1 and locked_until <= $3
     returning recognize_id`,
    [who.recognizeId, now - lockout.window, now, lockout.failures, lockout.duration],
  );
  if (people.length === 0) {
    await requireUnlocked(sql, who.recognizeId, now);
    throw new RecognizeError('server/not-found');
  }
  const pairs = await sql.query(
    `update recognize_devices set
       failures = array(select t from unnest(failures) t where t > $2) || $3::bigint,
       since_success = since_success + 1, in_life = in_life + 1
     where device_id = $1 and since_success < $4 and in_life < $5
       and cardinality(array(select t from unnest(failures) t where t > $2)) < $6
     returning device_id`,
    [who.deviceId, now - day, now, pairCaps.sinceSuccess, pairCaps.life, pairCaps.day],
  );
  if (pairs.length === 0)
    throw (await pairLock(sql, who.deviceId, now)) ?? new RecognizeError('server/unavailable');
}

async function pairLock(sql: Sql, deviceId: string, now: number): Promise<RecognizeError | undefined> {
  const [pair] = await sql.query<{ failures: number[]; since_success: number; in_life: number }>(
    'select failures, since_success, in_life from recognize_devices where device_id = $1',
    [deviceId],
  );
  if (pair === undefined) return new RecognizeError('client-state/revoked');
  if (pair.since_success >= pairCaps.sinceSuccess || pair.in_life >= pairCaps.life)
    return new RecognizeError('ceremony/locked', { detail: 'frozen until a new enrollment' });
  const recent = pair.failures.map(Number).filter((at) => at > now - day);
  if (recent.length < pairCaps.day) return undefined;
  // Enough of the oldest have to leave the window that one attempt fits in.
  const leaving = recent.sort((a, b) => a - b)[recent.length - pairCaps.day]!;
  return new RecognizeError('ceremony/locked', { until: leaving + day });
}

/** A yes: takes back the attempt counted at `counted` and ends the row of failures. */
export async function countSuccess(
  sql: Sql,
  who: { readonly recognizeId: string; readonly deviceId: string },
  counted: number,
): Promise<void> {
  await sql.query(`update recognize_people set failures = '{}', locked_until = 0 where recognize_id = $1`, [
    who.recognizeId,
  ]);
  await sql.query(
    `update recognize_devices set since_success = 0, in_life = greatest(0, in_life - 1),
       failures = case when array_position(failures, $2::bigint) is null then failures
         else failures[1:array_position(failures, $2::bigint) - 1]
           || failures[array_position(failures, $2::bigint) + 1:] end
     where device_id = $1`,
    [who.deviceId, counted],
  );
}

/** The host's reset of a person's lock; caps of pairs stay. */
export async function resetLockout(sql: Sql, recognizeId: string): Promise<void> {
  await sql.query(`update recognize_people set failures = '{}', locked_until = 0 where recognize_id = $1`, [
    recognizeId,
  ]);
}
