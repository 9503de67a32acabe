import type { Sql } from '../storage/sql.ts';

/**
 * Records the use of a token.
 *
 * @param expires milliseconds since the epoch, after which the record can be deleted
 * @returns false when the token was used before
 */
export async function insertSpentToken(sql: Sql, jti: string, expires: number): Promise<boolean> {
  const rows = await sql.query(
    'insert into recognize_spent_tokens (jti, expires) values ($1, $2) on conflict do nothing returning jti',
    [jti, expires],
  );
  return rows.length > 0;
}

export async function isSpentToken(sql: Sql, jti: string): Promise<boolean> {
  const rows = await sql.query('select jti from recognize_spent_tokens where jti = $1', [jti]);
  return rows.length > 0;
}

/** Deletes records that had expired at `time`, at most `limit`. @returns how many */
export async function deleteSpentTokensExpiredAt(sql: Sql, time: number, limit: number): Promise<number> {
  const rows = await sql.query(
    `delete from recognize_spent_tokens where jti in
       (select jti from recognize_spent_tokens where expires <= $1 order by expires limit $2 for update skip locked)
     returning jti`,
    [time, limit],
  );
  return rows.length;
}
