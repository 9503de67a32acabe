import type { Lockout } from '../policy.ts';
import type { Sql } from '../storage/sql.ts';

/** Creates the user unless it exists. */
export async function insertUser(sql: Sql, recognizeId: string, now: number): Promise<void> {
  await sql.query(
    'insert into recognize_people (recognize_id, created) values ($1, $2) on conflict do nothing',
    [recognizeId, now],
  );
}

/**
 * Locks the row of the user until the end of the transaction.
 *
 * @returns false when there is no such user
 */
export async function lockUserRow(sql: Sql, recognizeId: string): Promise<boolean> {
  const rows = await sql.query(
    'select recognize_id from recognize_people where recognize_id = $1 for update',
    [recognizeId],
  );
  return rows.length > 0;
}

/** Deletes the user, and by foreign keys every device and share. */
export async function deleteUser(sql: Sql, recognizeId: string): Promise<void> {
  await sql.query('delete from recognize_people where recognize_id = $1', [recognizeId]);
}

/**
 * Adds one failure, and starts the lockout when the limit is reached. One statement, which is atomic over parallel transactions: it waits
 * for the row and then evaluates its condition again.
 *
 * @returns false when the user is locked out or does not exist; nothing is counted then
 */
export async function addUserFailure(
  sql: Sql,
  recognizeId: string,
  lockout: Lockout,
  now: number,
): Promise<boolean> {
  const rows = await sql.query(
    `update recognize_people set
       failures = array(select t from unnest(failures) t where t > $2) || $3::bigint,
       locked_until = case when cardinality(array(select t from unnest(failures) t where t > $2)) + 1 >= $4
         then $3::bigint + $5::bigint else locked_until end
     where recognize_id = $1 and locked_until <= $3
     returning recognize_id`,
    [recognizeId, now - lockout.windowMs, now, lockout.failures, lockout.durationMs],
  );
  return rows.length > 0;
}

/**
 * Replaces failures after `future` by `now`, and a lockout that ends more than its duration after `future` by one from now.
 *
 * @returns whether anything was replaced
 */
export async function correctUserTimes(
  sql: Sql,
  recognizeId: string,
  { now, future, durationMs }: { readonly now: number; readonly future: number; readonly durationMs: number },
): Promise<boolean> {
  const rows = await sql.query(
    `update recognize_people set
       failures = array(select case when t > $3 then $2::bigint else t end from unnest(failures) t),
       locked_until = case when locked_until > $3::bigint + $4::bigint then $2::bigint + $4::bigint else locked_until end
     where recognize_id = $1
       and (locked_until > $3::bigint + $4::bigint or exists (select from unnest(failures) t where t > $3))
     returning recognize_id`,
    [recognizeId, now, future, durationMs],
  );
  return rows.length > 0;
}

/** Ends the lockout of the user and deletes the counted failures. */
export async function clearUserFailures(sql: Sql, recognizeId: string): Promise<void> {
  await sql.query(`update recognize_people set failures = '{}', locked_until = 0 where recognize_id = $1`, [
    recognizeId,
  ]);
}
