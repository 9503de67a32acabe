import { randomBytes, randomInt } from 'node:crypto';
import type { Sql } from 'recognize-elements/server';
import { refusal } from './refusal.ts';

export const messageKinds = ['code', 'link'] as const;

/** A message that a host would send by mail. The demo shows it on the page. */
export interface Message {
  readonly kind: (typeof messageKinds)[number];
  readonly secret: string;
  /** Milliseconds since the epoch. */
  readonly sent: number;
}

const MESSAGE_LIFETIME_MS = 600_000;
const MAX_CODE_ATTEMPTS = 5;

/** Sends a code of six digits, or a link with a random secret. Each is valid once, and replaces the previous one of its kind. */
export async function sendMessage(sql: Sql, recognizeId: string, kind: Message['kind']): Promise<void> {
  const secret =
    kind === 'code' ? String(randomInt(1_000_000)).padStart(6, '0') : randomBytes(24).toString('base64url');
  const now = Date.now();
  await sql.query(
    `insert into demo_messages (id, recognize_id, kind, secret, sent, expires) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do update set secret = $4, tries = 0, sent = $5, expires = $6`,
    [`${kind} ${recognizeId}`, recognizeId, kind, secret, now, now + MESSAGE_LIFETIME_MS],
  );
}

/** The messages that are still valid, the newest first. */
export const listMessages = (sql: Sql, recognizeId: string): Promise<Message[]> =>
  sql.query<Message>(
    `select kind, secret, sent from demo_messages
     where recognize_id = $1 and expires > $2 and tries < $3 order by sent desc`,
    [recognizeId, Date.now(), MAX_CODE_ATTEMPTS],
  );

/**
 * Uses a code up. The attempt is counted before the code is compared, so that concurrent requests cannot exceed the limit, and a correct
 * code is accepted once.
 *
 * @throws HTTPException `wrong`
 */
export async function useCode(sql: Sql, recognizeId: string, code: string): Promise<void> {
  const [message] = await sql.query<{ id: string }>(
    `update demo_messages set tries = tries + 1
     where recognize_id = $1 and kind = 'code' and expires > $2 and tries < $3 returning id`,
    [recognizeId, Date.now(), MAX_CODE_ATTEMPTS],
  );
  if (message === undefined) throw refusal('wrong');
  const deleted = await sql.query('delete from demo_messages where id = $1 and secret = $2 returning id', [
    message.id,
    code.replace(/\s/g, ''),
  ]);
  if (deleted.length === 0) throw refusal('wrong');
}

/**
 * Uses a link up.
 *
 * @returns the Recognize ID of the user it was sent to
 * @throws HTTPException `wrong`
 */
export async function useLink(sql: Sql, secret: string): Promise<string> {
  const [message] = await sql.query<{ recognize_id: string }>(
    `delete from demo_messages where kind = 'link' and secret = $1 and expires > $2 returning recognize_id`,
    [secret, Date.now()],
  );
  if (message === undefined) throw refusal('wrong');
  return message.recognize_id;
}
