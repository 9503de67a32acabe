import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Sql } from 'recognize-elements/server';
import { countTry, rateLimits } from './rate-limits.ts';
import { refusal } from './refusal.ts';

/** `registration`: the code that ends a registration. */
export type SecretKind = 'code' | 'link' | 'registration';

const LIFETIME_MS = 600_000;
const MAX_CODE_ATTEMPTS = 5;

/** The database holds hashes, so that a copy of it cannot be used to sign in. The name and the kind make each hash a different one. */
const hashOf = (kind: SecretKind, name: string, secret: string) =>
  createHash('sha256').update(`${kind}\n${name}\n${secret}`).digest('base64url');

/**
 * Creates a code of six digits, or the random secret of a link. Each is valid once, for ten minutes, and replaces the previous one of its
 * kind. An account with this name need not exist: a request about an unknown name has to take as long as others.
 */
export async function createSecretFor(sql: Sql, name: string, kind: SecretKind): Promise<string> {
  const secret =
    kind === 'link' ? randomBytes(24).toString('base64url') : String(randomInt(1_000_000)).padStart(6, '0');
  await sql.query(
    `insert into demo_one_time_secrets (name, kind, hash, expires) values ($1, $2, $3, $4)
     on conflict (name, kind) do update set hash = $3, tries = 0, expires = $4`,
    // The secret of a link is found without a name.
    [name, kind, hashOf(kind, kind === 'link' ? '' : name, secret), Date.now() + LIFETIME_MS],
  );
  return secret;
}

/**
 * Uses a code up. The attempt is counted before the code is compared, so that concurrent requests cannot exceed the limits, and a correct
 * code is accepted once.
 *
 * @throws HTTPException `wrong`, `too-many`
 */
export async function useCode(sql: Sql, name: string, kind: SecretKind, code: string): Promise<void> {
  await countTry(sql, rateLimits.codesOfPerson, name);
  const counted = await sql.query(
    `update demo_one_time_secrets set tries = tries + 1
     where name = $1 and kind = $2 and expires > $3 and tries < $4 returning name`,
    [name, kind, Date.now(), MAX_CODE_ATTEMPTS],
  );
  const deleted = await sql.query(
    'delete from demo_one_time_secrets where name = $1 and kind = $2 and hash = $3 and $4 returning name',
    [name, kind, hashOf(kind, name, code.replace(/\s/g, '')), counted.length > 0],
  );
  if (deleted.length === 0) throw refusal('wrong');
}

/**
 * Uses a link up.
 *
 * @returns the name it was sent to
 * @throws HTTPException `wrong`
 */
export async function useLink(sql: Sql, secret: string): Promise<string> {
  const [row] = await sql.query<{ name: string }>(
    `delete from demo_one_time_secrets where kind = 'link' and hash = $1 and expires > $2 returning name`,
    [hashOf('link', '', secret), Date.now()],
  );
  if (row === undefined) throw refusal('wrong');
  return row.name;
}

/** Makes the codes and links that were sent to this person useless. */
export async function deleteSecretsOf(sql: Sql, name: string): Promise<void> {
  await sql.query('delete from demo_one_time_secrets where name = $1', [name]);
}
