import { randomBytes, randomInt } from 'node:crypto';
import type { Sql } from 'recognize-elements/server';
import { refusal } from './refuse.ts';

/** What a host would send by mail; the demo shows it on the page. */
export interface Message {
  readonly kind: 'code' | 'link';
  readonly secret: string;
  readonly sent: number;
}

const life = 600_000;
const mostTries = 5;

/** A code of six digits, or the secret of a link. Each works once; a new one of its kind takes the old one's place. */
export async function sendMessage(sql: Sql, recognizeId: string, kind: Message['kind']): Promise<void> {
  const secret =
    kind === 'code' ? String(randomInt(1_000_000)).padStart(6, '0') : randomBytes(24).toString('base64url');
  const now = Date.now();
  await sql.query(
    `insert into demo_messages (id, recognize_id, kind, secret, sent, expires) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do update set secret = $4, tries = 0, sent = $5, expires = $6`,
    [`${kind} ${recognizeId}`, recognizeId, kind, secret, now, now + life],
  );
}

export const inbox = (sql: Sql, recognizeId: string): Promise<Message[]> =>
  sql.query<Message>(
    `select kind, secret, sent from demo_messages
     where recognize_id = $1 and expires > $2 and tries < $3 order by sent desc`,
    [recognizeId, Date.now(), mostTries],
  );

/** Counts the try, then compares: however many come at once, a code has five, and of two that are right one is taken. */
export async function useCode(sql: Sql, recognizeId: string, code: string): Promise<void> {
  const [message] = await sql.query<{ id: string }>(
    `update demo_messages set tries = tries + 1
     where recognize_id = $1 and kind = 'code' and expires > $2 and tries < $3 returning id`,
    [recognizeId, Date.now(), mostTries],
  );
  if (message === undefined) throw refusal('wrong');
  const used = await sql.query('delete from demo_messages where id = $1 and secret = $2 returning id', [
    message.id,
    code.replace(/\s/g, ''),
  ]);
  if (used.length === 0) throw refusal('wrong');
}

/** @returns the Recognize ID that the link was sent to */
export async function useLink(sql: Sql, secret: string): Promise<string> {
  const [message] = await sql.query<{ recognize_id: string }>(
    `delete from demo_messages where kind = 'link' and secret = $1 and expires > $2 returning recognize_id`,
    [secret, Date.now()],
  );
  if (message === undefined) throw refusal('wrong');
  return message.recognize_id;
}
