import { join } from 'node:path';
import type { Sql, Storage } from 'recognize-elements/server';

/** The tables of the demo host. Times are in milliseconds since the epoch. */
const tables = [
  `create table if not exists demo_people (
    name text primary key,
    recognize_id text not null unique,
    password text not null,
    enrolled boolean not null default false,
    balance integer not null,
    created bigint not null)`,
  `create table if not exists demo_sessions (
    session_id text primary key,
    token_hash text not null unique,
    recognize_id text not null references demo_people (recognize_id) on delete cascade,
    factors text not null,
    expires bigint not null)`,
  // Of an earlier version of this demo, with secrets in plain text.
  'drop table if exists demo_messages',
  `create table if not exists demo_one_time_secrets (
    name text not null,
    kind text not null,
    hash text not null,
    tries integer not null default 0,
    expires bigint not null,
    primary key (name, kind))`,
  `create table if not exists demo_registrations (
    token_hash text primary key,
    name text not null,
    password text not null,
    expires bigint not null)`,
  `create table if not exists demo_rate_limits (
    key text primary key,
    times bigint[] not null,
    expires bigint not null)`,
  `create table if not exists demo_client_states (
    device_id text primary key,
    recognize_id text not null references demo_people (recognize_id) on delete cascade,
    sealed text not null,
    created bigint not null)`,
  `create table if not exists demo_challenges (
    challenge text primary key,
    session_id text not null references demo_sessions on delete cascade,
    ceremony text not null,
    payment jsonb,
    transaction_hash text,
    expires bigint not null)`,
  `create table if not exists demo_proofs (
    proof text primary key,
    session_id text not null references demo_sessions on delete cascade,
    token_hash text not null,
    expires bigint not null)`,
  `create table if not exists demo_payments (
    id text primary key,
    recognize_id text not null references demo_people (recognize_id) on delete cascade,
    payee text not null,
    amount integer not null,
    device_id text not null,
    made bigint not null)`,
  `create table if not exists demo_activated_devices (
    device_id text primary key,
    recognize_id text not null references demo_people (recognize_id) on delete cascade)`,
];

/** Opens the PostgreSQL server at `url`; without one, a PostgreSQL inside this process with its files in `folder`. */
export async function openDatabase(folder: string, url: string | undefined): Promise<Storage> {
  const storage = await (url === undefined ? openPglite(folder) : openPostgres(url));
  await createTables(storage);
  return storage;
}

export const createTables = (storage: Storage): Promise<void> =>
  storage.transaction(async (sql) => {
    for (const table of tables) await sql.query(table);
  });

async function openPostgres(url: string): Promise<Storage> {
  const { pgStorage } = await import('recognize-elements/server/pg');
  return pgStorage(url);
}

async function openPglite(folder: string): Promise<Storage> {
  const { pgliteStorage } = await import('recognize-elements/server/pglite');
  return pgliteStorage(join(folder, 'database'));
}

const tablesWithExpiry = [
  'sessions',
  'one_time_secrets',
  'registrations',
  'rate_limits',
  'challenges',
  'proofs',
];

/** Deletes expired rows. */
export async function deleteExpired(sql: Sql, now = Date.now()): Promise<void> {
  for (const table of tablesWithExpiry.map((name) => `demo_${name}`))
    await sql.query(`delete from ${table} where expires <= $1`, [now]);
}
