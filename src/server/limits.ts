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

/** Whom an attempt is counted for. */
export interface Attempted {
  readonly recognizeId: string;
  readonly deviceId: string;
}

/**
 * @throws RecognizeError `ceremony/locked` while the person is locked or the pair is at one of its caps, `client-state/revoked` when the
 *   device is gone
 */
export async function requireOpen(sql: Sql, who: Attempted, now: number): Promise<void> {
  const lock = await lockOf(sql, who, now);
  if (lock !== undefined) throw lock;
}

/**
 * Counts an attempt as a failure before its EvaluateResponse leaves; a yes takes it back. Two statements, each atomic over all parallel sessions
 * (the row is locked, the condition read again after the wait). Run it in the transaction that stores EvaluateResponse.
 *
 * @throws RecognizeError `ceremony/locked`, with `until` unless the pair is frozen until a new enrollment
 */
export async function countAttempt(sql: Sql, who: Attempted, lockout: Lockout, now: number): Promise<void> {
  const people = await sql.query(
    `update recognize_people set
       failures = array(select t from unnest(failures) t where t > $2) || $3::bigint,
       locked_until = case when cardinality(array(select t from unnest(failures) t where t > $2)) + 1 >= $4
         then $3::bigint + $5::bigint else locked_until end
     where recognize_id = $1 and locked_until <= $3
     returning recognize_id`,
    [who.recognizeId, now - lockout.window, now, lockout.failures, lockout.duration],
  );
  if (people.length === 0) throw (await lockOf(sql, who, now)) ?? new RecognizeError('server/unavailable');
  const pairs = await sql.query(
    `update recognize_devices set
       failures = array(select t from unnest(failures) t where t > $2) || $3::bigint,
       since_success = since_success + 1, in_life = in_life + 1
     where device_id = $1 and since_success < $4 and in_life < $5
       and cardinality(array(select t from unnest(failures) t where t > $2)) < $6
     returning device_id`,
    [who.deviceId, now - day, now, pairCaps.sinceSuccess, pairCaps.life, pairCaps.day],
  );
  if (pairs.length === 0) throw (await lockOf(sql, who, now)) ?? new RecognizeError('server/unavailable');
}

async function lockOf(sql: Sql, who: Attempted, now: number): Promise<RecognizeError | undefined> {
  const [found] = await sql.query<{
    locked_until: number;
    failures: number[];
    since_success: number;
    in_life: number;
  }>(
    `select p.locked_until, d.failures, d.since_success, d.in_life
     from recognize_devices d join recognize_people p using (recognize_id)
     where d.device_id = $1 and p.recognize_id = $2`,
    [who.deviceId, who.recognizeId],
  );
  if (found === undefined) return new RecognizeError('client-state/revoked');
  if (found.locked_until > now) return new RecognizeError('ceremony/locked', { until: found.locked_until });
  if (found.since_success >= pairCaps.sinceSuccess || found.in_life >= pairCaps.life)
    return new RecognizeError('ceremony/locked', { detail: 'frozen until a new enrollment' });
  const recent = found.failures.map(Number).filter((at) => at > now - day);
  if (recent.length < pairCaps.day) return undefined;
  // Enough of the oldest have to leave the window that one attempt fits in.
  const leaving = recent.sort((a, b) => a - b)[recent.length - pairCaps.day]!;
  return new RecognizeError('ceremony/locked', { until: leaving + day });
}

/** A yes at `now`: takes back the attempt counted at `counted` and ends the row of failures. */
export async function countSuccess(sql: Sql, who: Attempted, counted: number, now = counted): Promise<void> {
  await resetLockout(sql, who.recognizeId);
  await sql.query(
    `update recognize_devices set last_used = $3, since_success = 0, in_life = greatest(0, in_life - 1),
       failures = case when array_position(failures, $2::bigint) is null then failures
         else failures[1:array_position(failures, $2::bigint) - 1]
           || failures[array_position(failures, $2::bigint) + 1:] end
     where device_id = $1`,
    [who.deviceId, counted, now],
  );
}

/** The host's reset of a person's lock; caps of pairs stay. */
export async function resetLockout(sql: Sql, recognizeId: string): Promise<void> {
  await sql.query(`update recognize_people set failures = '{}', locked_until = 0 where recognize_id = $1`, [
    recognizeId,
  ]);
}
