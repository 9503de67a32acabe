import type { Migration } from './migration.ts';

/**
 * The tables of release 0.1.0. Databases of that release have them but no table of versions; therefore `if not exists`.
 *
 * Times are milliseconds since the epoch. Columns named `sealed_…` are encrypted under a key that is not in the database. The rate limit
 * counters of a share pair are columns of its device, so that a refresh of the pair keeps them.
 */
export const initial: Migration = {
  version: 1,
  statements: [
    `create table if not exists recognize_people (
      recognize_id text primary key,
      created bigint not null,
      failures bigint[] not null default '{}',
      locked_until bigint not null default 0)`,
    `create table if not exists recognize_devices (
      device_id text primary key,
      recognize_id text not null references recognize_people on delete cascade,
      type text not null,
      name text not null,
      browser text,
      system text,
      created bigint not null,
      last_used bigint,
      expires bigint not null default 0,
      model_id text not null,
      n integer not null,
      state_hash bytea,
      public_key bytea,
      thumbprint text,
      failures bigint[] not null default '{}',
      since_success integer not null default 0,
      in_life integer not null default 0)`,
    'create index if not exists recognize_devices_person on recognize_devices (recognize_id)',
    `create table if not exists recognize_shares (
      share_id text primary key,
      device_id text not null references recognize_devices on delete cascade,
      pending boolean not null,
      sealed_share bytea not null,
      created bigint not null)`,
    'create index if not exists recognize_shares_device on recognize_shares (device_id)',
    `create table if not exists recognize_ceremonies (
      ceremony_id text primary key,
      recognize_id text not null,
      device_id text,
      share_id text,
      claims jsonb not null,
      device_key bytea,
      sid bytea,
      points bytea,
      sealed_secret bytea,
      m3 bytea,
      m4_hash bytea,
      counted bigint,
      request1 text,
      response1 bytea,
      request2 text,
      response2 bytea,
      request3 text,
      response3 bytea,
      expires bigint not null)`,
    'create index if not exists recognize_ceremonies_request on recognize_ceremonies (request1)',
    'create table if not exists recognize_spent_tokens (jti text primary key, expires bigint not null)',
    `create table if not exists recognize_envelope_keys (
      public_key bytea primary key,
      sealed_private bytea not null,
      created bigint not null,
      expires bigint not null)`,
  ],
};
