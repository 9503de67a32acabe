import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import type { Sql } from 'recognize-elements/server';
import { refusal } from './refuse.ts';

export interface Person {
  readonly name: string;
  readonly recognizeId: string;
  /** A face was enrolled, and not de-enrolled since. */
  readonly enrolled: boolean;
  /** Cents. */
  readonly balance: number;
}

/** OWASP's smallest advice for scrypt: 32 MiB. */
const cost: ScryptOptions = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 };
const openingBalance = 184_250;

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, 32, cost, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );

interface Row {
  readonly name: string;
  readonly recognize_id: string;
  readonly password: string;
  readonly enrolled: boolean;
  readonly balance: number;
}

const toPerson = (row: Row): Person => ({
  name: row.name,
  recognizeId: row.recognize_id,
  enrolled: row.enrolled,
  balance: row.balance,
});

const cleanName = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** A new account with a Recognize ID of its own, which says nothing of the person. */
export async function register(sql: Sql, name: string, password: string): Promise<Person> {
  const clean = cleanName(name);
  if (!/^[\p{L}\p{N}._@-]{2,40}$/u.test(clean)) throw refusal('name-invalid');
  if (password.length < 8 || password.length > 200) throw refusal('password-short');
  const salt = randomBytes(16);
  const stored = `${salt.toString('base64url')}.${(await derive(password, salt)).toString('base64url')}`;
  const [row] = await sql.query<Row>(
    `insert into demo_people (name, recognize_id, password, balance, created)
     values ($1, $2, $3, $4, $5) on conflict (name) do nothing returning *`,
    [clean, randomBytes(16).toString('base64url'), stored, openingBalance, Date.now()],
  );
  if (row === undefined) throw refusal('name-taken');
  return toPerson(row);
}

/** Takes as long for a name that nobody has. */
export async function checkPassword(sql: Sql, name: string, password: string): Promise<Person> {
  const [row] = await sql.query<Row>('select * from demo_people where name = $1', [cleanName(name)]);
  const [salt = '', key = ''] = (row?.password ?? 'AAAAAAAAAAAAAAAAAAAAAA.').split('.');
  const derived = await derive(password.slice(0, 200), Buffer.from(salt, 'base64url'));
  const expected = Buffer.from(key, 'base64url');
  if (row === undefined || expected.length !== derived.length || !timingSafeEqual(expected, derived))
    throw refusal('wrong');
  return toPerson(row);
}

export async function findByName(sql: Sql, name: string): Promise<Person | undefined> {
  const [row] = await sql.query<Row>('select * from demo_people where name = $1', [cleanName(name)]);
  return row === undefined ? undefined : toPerson(row);
}

export async function findById(sql: Sql, recognizeId: string): Promise<Person | undefined> {
  const [row] = await sql.query<Row>('select * from demo_people where recognize_id = $1', [recognizeId]);
  return row === undefined ? undefined : toPerson(row);
}

export async function setEnrolled(sql: Sql, recognizeId: string, enrolled: boolean): Promise<void> {
  await sql.query('update demo_people set enrolled = $2 where recognize_id = $1', [recognizeId, enrolled]);
}
