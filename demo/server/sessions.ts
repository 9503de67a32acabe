import { createHash, randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import { parse } from 'hono/utils/cookie';
import { type Operation, operations, type Sql, type Storage } from 'recognize-elements/server';
import { refusal } from './refusal.ts';

/** What the user has proved in this session: the password, a code or link from a message, or the face. */
export type Factor = 'password' | 'message' | 'face';

export interface Session {
  /** Stays the same while factors are added. */
  readonly id: string;
  readonly recognizeId: string;
  readonly factors: readonly Factor[];
}

export interface SessionRow {
  readonly session_id: string;
  readonly recognize_id: string;
  readonly factors: string;
}

const COOKIE_NAME = 'demo-session';
const SESSION_LIFETIME_MS = 12 * 3_600_000;

/** The database holds hashes of tokens, so that a copy of it cannot be used to sign in. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

export const toSession = ({ session_id: id, recognize_id: recognizeId, factors }: SessionRow): Session => ({
  id,
  recognizeId,
  factors: factors.split(' ') as Factor[],
});

const cookieOf = (request: Request, name: string): string | undefined =>
  parse(request.headers.get('cookie') ?? '', name)[name];

/** The session token in the cookie of a request. */
export const sessionToken = (request: Request): string | undefined => cookieOf(request, COOKIE_NAME);

/** Sets a cookie that scripts cannot read, and that requests from other sites do not carry. */
export const setTokenCookie = (context: Context, name: string, token: string, lifetimeMs: number): void =>
  setCookie(context, name, token, {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    maxAge: lifetimeMs / 1000,
    secure: context.get('secure') === true,
  });

/** Tells the browser the new token. Call it after the transaction that has stored the token. */
export const setSessionCookie = (context: Context, token: string): void =>
  setTokenCookie(context, COOKIE_NAME, token, SESSION_LIFETIME_MS);

export const readCookie = (context: Context, name: string): string | undefined =>
  cookieOf(context.req.raw, name);

export async function findSession(sql: Sql, token: string | undefined): Promise<Session | undefined> {
  if (token === undefined) return undefined;
  const [row] = await sql.query<SessionRow>(
    'select * from demo_sessions where token_hash = $1 and expires > $2',
    [hashToken(token), Date.now()],
  );
  return row && toSession(row);
}

/** @throws HTTPException `signed-out` */
export async function requireSession(sql: Sql, context: Context): Promise<Session> {
  const session = await findSession(sql, sessionToken(context.req.raw));
  if (session === undefined) throw refusal('signed-out');
  return session;
}

/**
 * Adds a factor to a session. The token changes every time: a token that leaked before does not gain the new factor. Call it in a
 * transaction that has locked the user.
 *
 * @returns the session and its new token
 * @throws HTTPException `signed-out` when the session has ended in the meantime
 */
export async function addFactor(
  sql: Sql,
  { id }: Session,
  factor: Factor,
): Promise<{ readonly session: Session; readonly token: string }> {
  const token = randomBytes(32).toString('base64url');
  const [row] = await sql.query<SessionRow>(
    `update demo_sessions set token_hash = $2, expires = $3,
       factors = case when $4 = any(string_to_array(factors, ' ')) then factors else factors || ' ' || $4 end
     where session_id = $1 returning *`,
    [id, hashToken(token), Date.now() + SESSION_LIFETIME_MS, factor],
  );
  if (row === undefined) throw refusal('signed-out');
  return { session: toSession(row), token };
}

/**
 * After a password, a code or a link: adds the factor to the session of the request when it is the user's, and otherwise starts a new
 * session in its place.
 */
export async function signIn(
  storage: Storage,
  context: Context,
  recognizeId: string,
  factor: Factor,
): Promise<Session> {
  const current = sessionToken(context.req.raw);
  const { session, token } = await storage.transaction(async (sql) => {
    const existing = await findSession(sql, current);
    if (existing?.recognizeId === recognizeId) return addFactor(sql, existing, factor);
    await deleteSession(sql, current);
    return startSession(sql, recognizeId, factor);
  });
  setSessionCookie(context, token);
  return session;
}

async function startSession(sql: Sql, recognizeId: string, factor: Factor) {
  const [id, token] = [randomBytes(16).toString('base64url'), randomBytes(32).toString('base64url')];
  await sql.query(
    'insert into demo_sessions (session_id, token_hash, recognize_id, factors, expires) values ($1, $2, $3, $4, $5)',
    [id, hashToken(token), recognizeId, factor, Date.now() + SESSION_LIFETIME_MS],
  );
  return { session: { id, recognizeId, factors: [factor] }, token };
}

export async function signOut(sql: Sql, context: Context): Promise<void> {
  await deleteSession(sql, sessionToken(context.req.raw));
  setTokenCookie(context, COOKIE_NAME, '', 0);
}

async function deleteSession(sql: Sql, token: string | undefined): Promise<void> {
  if (token === undefined) return;
  await sql.query('delete from demo_sessions where token_hash = $1', [hashToken(token)]);
}

/** Ends the sessions of a user, except the one with this id. */
export async function endOtherSessions(sql: Sql, recognizeId: string, id: string): Promise<void> {
  await sql.query('delete from demo_sessions where recognize_id = $1 and session_id <> $2', [
    recognizeId,
    id,
  ]);
}

/** Ends the sessions of a user that have no more than a password, a code or a link. */
export async function endSessionsWithOneFactor(sql: Sql, recognizeId: string): Promise<void> {
  await sql.query(
    `delete from demo_sessions where recognize_id = $1 and factors in ('password', 'message')`,
    [recognizeId],
  );
}

/**
 * Whether a session may use the account. The face is enough, and so are two other factors: that is how a user signs in without a face.
 * While no face is enrolled, one factor is enough.
 */
export const hasFullAccess = ({ factors }: Session, enrolled: boolean): boolean =>
  factors.includes('face') || factors.length > 1 || !enrolled;

/**
 * What the backend module allows a session. With one factor these are showing the face and `list-devices`: a browser reads the list after
 * a lost response to find out whether it was bound.
 */
export const allowedOperations = (fullAccess: boolean): readonly Operation[] =>
  fullAccess ? operations : ['recover', 'authenticate', 'list-devices'];
