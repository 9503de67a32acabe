import { createHash, randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import { parse } from 'hono/utils/cookie';
import { type Operation, operations, type Sql } from 'recognize-elements/server';
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

/** The database holds hashes of session tokens, so that a copy of it cannot be used to sign in. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

export const toSession = ({ session_id: id, recognize_id: recognizeId, factors }: SessionRow): Session => ({
  id,
  recognizeId,
  factors: factors.split(' ') as Factor[],
});

/** The session token in the cookie of a request. */
export const sessionToken = (request: Request): string | undefined =>
  parse(request.headers.get('cookie') ?? '', COOKIE_NAME)[COOKIE_NAME];

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
 * Adds a factor to the user's session, or starts a session with it. The token changes every time: a token that leaked before does not
 * gain the new factor.
 *
 * @param current the session to extend; default the session of the request's cookie
 */
export async function signIn(
  sql: Sql,
  context: Context,
  recognizeId: string,
  factor: Factor,
  current?: Session,
): Promise<Session> {
  current ??= await findSession(sql, sessionToken(context.req.raw));
  const extended = current?.recognizeId === recognizeId ? current : undefined;
  if (extended === undefined) await signOut(sql, context);
  const id = extended?.id ?? randomBytes(16).toString('base64url');
  const factors = [...new Set([...(extended?.factors ?? []), factor])];
  const token = randomBytes(32).toString('base64url');
  await sql.query(
    `insert into demo_sessions (session_id, token_hash, recognize_id, factors, expires) values ($1, $2, $3, $4, $5)
     on conflict (session_id) do update set token_hash = $2, factors = $4, expires = $5`,
    [id, hashToken(token), recognizeId, factors.join(' '), Date.now() + SESSION_LIFETIME_MS],
  );
  setCookie(context, COOKIE_NAME, token, {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    maxAge: SESSION_LIFETIME_MS / 1000,
    secure: context.req.header('origin')?.startsWith('https:') ?? false,
  });
  return { id, recognizeId, factors };
}

export async function signOut(sql: Sql, context: Context): Promise<void> {
  const token = sessionToken(context.req.raw);
  if (token !== undefined)
    await sql.query('delete from demo_sessions where token_hash = $1', [hashToken(token)]);
  setCookie(context, COOKIE_NAME, '', { path: '/', maxAge: 0 });
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
