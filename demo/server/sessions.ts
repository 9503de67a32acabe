import { createHash, randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { parse } from 'hono/utils/cookie';
import type { Operation, Sql } from 'recognize-elements/server';
import { refusal } from './refuse.ts';

/** What the person has shown in this session. */
export type Factor = 'password' | 'message' | 'face';

export interface Session {
  /** Stays while factors are added. */
  readonly id: string;
  readonly recognizeId: string;
  readonly factors: readonly Factor[];
}

export interface SessionRow {
  readonly session_id: string;
  readonly recognize_id: string;
  readonly factors: string;
}

const cookie = 'demo-session';
const life = 12 * 3_600_000;
export const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

export async function sessionOf(sql: Sql, token: string | undefined): Promise<Session | undefined> {
  if (token === undefined) return undefined;
  const [row] = await sql.query<SessionRow>(
    'select * from demo_sessions where token_hash = $1 and expires > $2',
    [hashOf(token), Date.now()],
  );
  return row && toSession(row);
}

export const toSession = ({ session_id: id, recognize_id: recognizeId, factors }: SessionRow): Session => ({
  id,
  recognizeId,
  factors: factors.split(' ') as Factor[],
});

/** The same from a bare request, as the backend module hands it over. */
export const tokenFrom = (request: Request): string | undefined =>
  parse(request.headers.get('cookie') ?? '', cookie)[cookie];

export const tokenOf = (context: Context): string | undefined => getCookie(context, cookie);

export async function requireSession(sql: Sql, context: Context): Promise<Session> {
  const session = await sessionOf(sql, tokenOf(context));
  if (session === undefined) throw refusal('signed-out');
  return session;
}

/**
 * Adds a factor. The token changes with it, so that one that was known before is worth no more than before.
 *
 * @param before the session so far, when it is another one than the token says
 */
export async function signIn(
  sql: Sql,
  context: Context,
  recognizeId: string,
  factor: Factor,
  before?: Session,
): Promise<Session> {
  before ??= await sessionOf(sql, tokenOf(context));
  const same = before?.recognizeId === recognizeId ? before : undefined;
  if (same === undefined) await signOut(sql, context);
  const id = same?.id ?? randomBytes(16).toString('base64url');
  const factors = [...new Set([...(same?.factors ?? []), factor])];
  const token = randomBytes(32).toString('base64url');
  await sql.query(
    `insert into demo_sessions (session_id, token_hash, recognize_id, factors, expires) values ($1, $2, $3, $4, $5)
     on conflict (session_id) do update set token_hash = $2, factors = $4, expires = $5`,
    [id, hashOf(token), recognizeId, factors.join(' '), Date.now() + life],
  );
  setCookie(context, cookie, token, {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    maxAge: life / 1000,
    secure: context.req.header('origin')?.startsWith('https:') ?? false,
  });
  return { id, recognizeId, factors };
}

export async function signOut(sql: Sql, context: Context): Promise<void> {
  const token = tokenOf(context);
  if (token !== undefined)
    await sql.query('delete from demo_sessions where token_hash = $1', [hashOf(token)]);
  setCookie(context, cookie, '', { path: '/', maxAge: 0 });
}

/**
 * Whether the account is open: with the face; with two other factors, which is the way without a face; with one while no face is
 * enrolled, because then there is nothing to ask for.
 */
export const isOpen = ({ factors }: Session, enrolled: boolean): boolean =>
  factors.includes('face') || factors.length > 1 || !enrolled;

const everything: readonly Operation[] = [
  'enroll',
  'recover',
  'authenticate',
  'list-devices',
  'rename-device',
  'remove-device',
  'add-device',
  'remove-person',
];

/**
 * What a first factor alone allows: to show one's face, and to look at the list, which is how a browser finds out whether it is bound
 * after a lost answer.
 */
export const allowed = (open: boolean): readonly Operation[] =>
  open ? everything : ['recover', 'authenticate', 'list-devices'];
