import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import type { Sql } from 'recognize-elements/server';
import { refusal } from './refusal.ts';

export interface User {
  readonly name: string;
  readonly recognizeId: string;
  /** A face is enrolled. */
  readonly enrolled: boolean;
  /** Cents. */
  readonly balance: number;
}

/** The lowest memory cost that the OWASP Password Storage Cheat Sheet recommends for scrypt: 32 MiB. */
const scryptOptions: ScryptOptions = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 };
const OPENING_BALANCE_CENTS = 184_250;
const MAX_PASSWORD_LENGTH = 200;
/** A salt with an empty key: no password matches it. */
const NO_PASSWORD = 'AAAAAAAAAAAAAAAAAAAAAA.';

const hashPassword = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, 32, scryptOptions, (error, key) =>
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

const toUser = (row: Row): User => ({
  name: row.name,
  recognizeId: row.recognize_id,
  enrolled: row.enrolled,
  balance: row.balance,
});

const MAX_NAME_LENGTH = 40;

/** The form in which names are stored and compared. */
export const normalizeName = (name: string): string =>
  name
    .slice(0, 4 * MAX_NAME_LENGTH)
    .normalize('NFKC')
    .trim()
    .toLowerCase();

/** A normalized name that an account can have. @throws HTTPException `name-invalid` */
export function parseName(name: string): string {
  const normalized = normalizeName(name);
  if (name.length > 4 * MAX_NAME_LENGTH || !/^[\p{L}\p{N}._@-]{2,40}$/u.test(normalized))
    throw refusal('name-invalid');
  return normalized;
}

/** @throws HTTPException `password-short` */
export function requirePassword(password: string): void {
  if (password.length < 8 || password.length > MAX_PASSWORD_LENGTH) throw refusal('password-short');
}

/** Salt and hash for the database. */
export async function hashNewPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}.${(await hashPassword(password, salt)).toString('base64url')}`;
}

/**
 * Creates an account. Its Recognize ID is random, so that it reveals nothing about the user.
 *
 * @param password salt and hash
 * @throws HTTPException `wrong` when the name was taken in the meantime
 */
export async function createUser(
  sql: Sql,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<User> {
  const [row] = await sql.query<Row>(
    `insert into demo_people (name, recognize_id, password, balance, created)
     values ($1, $2, $3, $4, $5) on conflict (name) do nothing returning *`,
    [name, randomBytes(16).toString('base64url'), password, OPENING_BALANCE_CENTS, Date.now()],
  );
  if (row === undefined) throw refusal('wrong');
  return toUser(row);
}

/**
 * Checks a password. An unknown name takes as long as a wrong password, so that the time does not reveal which names exist.
 *
 * @throws HTTPException `wrong`
 */
export async function checkPassword(sql: Sql, name: string, password: string): Promise<User> {
  const [row] = await sql.query<Row>('select * from demo_people where name = $1', [normalizeName(name)]);
  const [salt = '', key = ''] = (row?.password ?? NO_PASSWORD).split('.');
  const hash = await hashPassword(password.slice(0, MAX_PASSWORD_LENGTH), Buffer.from(salt, 'base64url'));
  const expected = Buffer.from(key, 'base64url');
  if (row === undefined || expected.length !== hash.length || !timingSafeEqual(expected, hash))
    throw refusal('wrong');
  return toUser(row);
}

export async function findByName(sql: Sql, name: string): Promise<User | undefined> {
  const [row] = await sql.query<Row>('select * from demo_people where name = $1', [normalizeName(name)]);
  return row === undefined ? undefined : toUser(row);
}

export async function findById(sql: Sql, recognizeId: string): Promise<User | undefined> {
  const [row] = await sql.query<Row>('select * from demo_people where recognize_id = $1', [recognizeId]);
  return row === undefined ? undefined : toUser(row);
}

/** Locks the user until the end of the transaction: assertions of one user are accepted one after the other. */
export async function lockUser(sql: Sql, recognizeId: string): Promise<void> {
  await sql.query('select name from demo_people where recognize_id = $1 for update', [recognizeId]);
}

export async function setEnrolled(sql: Sql, recognizeId: string, enrolled: boolean): Promise<void> {
  await sql.query('update demo_people set enrolled = $2 where recognize_id = $1', [recognizeId, enrolled]);
}
