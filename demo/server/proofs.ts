import { createHash } from 'node:crypto';
import type { AssertionClaims, Sql } from 'recognize-elements/server';
import { refusal } from './refuse.ts';
import { hashOf, type Session, type SessionRow, toSession } from './sessions.ts';

/** What an assertion was proven for: one for a payment signs nobody in. */
type Purpose = 'sign-in' | 'payment';

const keyOf = (purpose: Purpose, assertion: string) =>
  createHash('sha256').update(`${purpose} ${assertion}`).digest('base64url');

/**
 * Whether an assertion is proven for the first time. A page whose answer was lost on the way sends the same one again: for the session
 * that it was proven in nothing happens twice, and it is no refusal.
 *
 * It is remembered for as long as the assertion is good. Run it in the transaction that acts upon it: of two at the same time the
 * second waits for the first.
 *
 * @param token of the session at this moment
 * @returns false for a repeat
 * @throws HTTPException `assertion` when another session has proven it
 */
export async function isFirst(
  sql: Sql,
  purpose: Purpose,
  session: Session,
  token: string,
  assertion: string,
  { exp }: AssertionClaims,
): Promise<boolean> {
  const key = keyOf(purpose, assertion);
  const first = await sql.query(
    'insert into demo_proofs values ($1, $2, $3, $4) on conflict do nothing returning proof',
    [key, session.id, hashOf(token), exp * 1000],
  );
  if (first.length > 0) return true;
  const own = await sql.query('select proof from demo_proofs where proof = $1 and session_id = $2', [
    key,
    session.id,
  ]);
  if (own.length === 0) throw refusal('assertion');
  return false;
}

/**
 * The session that signed in with this assertion under this token. The token changed with it; where the answer was lost, the browser still
 * has the one before, which together with the assertion is as good as it was then.
 */
export async function sessionProven(
  sql: Sql,
  token: string | undefined,
  assertion: string,
): Promise<Session | undefined> {
  if (token === undefined) return undefined;
  const [row] = await sql.query<SessionRow>(
    `select demo_sessions.* from demo_proofs join demo_sessions using (session_id)
     where proof = $1 and demo_proofs.token_hash = $2 and demo_proofs.expires > $3 and demo_sessions.expires > $3`,
    [keyOf('sign-in', assertion), hashOf(token), Date.now()],
  );
  return row && toSession(row);
}
