import { createHash } from 'node:crypto';
import type { AssertionClaims, Sql } from 'recognize-elements/server';
import { refusal } from './refusal.ts';
import { hashToken, type Session, type SessionRow, toSession } from './sessions.ts';

/** What an assertion was used for. An assertion that confirmed a payment cannot sign in. */
type Purpose = 'sign-in' | 'payment';

const keyOf = (purpose: Purpose, assertion: string) =>
  createHash('sha256').update(`${purpose} ${assertion}`).digest('base64url');

/**
 * Records the use of an assertion until the assertion expires. A page that lost the response sends the same assertion again; a repeat by
 * the same session is accepted without a second effect. Call this in the database transaction that acts on the assertion: of two
 * concurrent requests the second then waits for the first.
 *
 * @param token the session's token at the time of the request
 * @returns true for the first use, false for a repeat
 * @throws HTTPException `assertion` when another session has used it
 */
export async function recordFirstUse(
  sql: Sql,
  purpose: Purpose,
  session: Session,
  token: string,
  assertion: string,
  { exp }: AssertionClaims,
): Promise<boolean> {
  const key = keyOf(purpose, assertion);
  const inserted = await sql.query(
    'insert into demo_proofs values ($1, $2, $3, $4) on conflict do nothing returning proof',
    [key, session.id, hashToken(token), exp * 1000],
  );
  if (inserted.length > 0) return true;
  const sameSession = await sql.query('select proof from demo_proofs where proof = $1 and session_id = $2', [
    key,
    session.id,
  ]);
  if (sameSession.length === 0) throw refusal('assertion');
  return false;
}

/**
 * Finds the session that signed in with this assertion and this token. Signing in changed the token. A browser that lost the response
 * still has the previous one, which is accepted together with the same assertion.
 */
export async function findSessionByAssertion(
  sql: Sql,
  token: string | undefined,
  assertion: string,
): Promise<Session | undefined> {
  if (token === undefined) return undefined;
  const [row] = await sql.query<SessionRow>(
    `select demo_sessions.* from demo_proofs join demo_sessions using (session_id)
     where proof = $1 and demo_proofs.token_hash = $2 and demo_proofs.expires > $3 and demo_sessions.expires > $3`,
    [keyOf('sign-in', assertion), hashToken(token), Date.now()],
  );
  return row && toSession(row);
}
