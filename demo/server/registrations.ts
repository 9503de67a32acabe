import { randomBytes } from 'node:crypto';
import type { Sql } from 'recognize-elements/server';
import { hashToken } from './sessions.ts';

/** As long as its code is valid. */
const REGISTRATION_LIFETIME_MS = 600_000;

export interface Registration {
  readonly name: string;
  /** Salt and hash. */
  readonly password: string;
}

/**
 * Stores a registration until its code arrives. Only the browser that began it can end it: otherwise a thief could register the name of
 * another person with a password of their own, and wait until that person enters the code.
 *
 * @returns the token for a cookie of this browser
 */
export async function beginRegistration(sql: Sql, { name, password }: Registration): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await sql.query('insert into demo_registrations values ($1, $2, $3, $4)', [
    hashToken(token),
    name,
    password,
    Date.now() + REGISTRATION_LIFETIME_MS,
  ]);
  return token;
}

export async function findRegistration(
  sql: Sql,
  token: string | undefined,
): Promise<Registration | undefined> {
  if (token === undefined) return undefined;
  const [row] = await sql.query<Registration>(
    'select name, password from demo_registrations where token_hash = $1 and expires > $2',
    [hashToken(token), Date.now()],
  );
  return row;
}

export async function deleteRegistrationsOf(sql: Sql, name: string): Promise<void> {
  await sql.query('delete from demo_registrations where name = $1', [name]);
}
