import type { Migration } from './migration.ts';

/**
 * Ceremonies that a desktop has handed off to a phone. Of the keys of link and phone only hashes are stored. `payload` and `result` are
 * encrypted from browser to browser. The two digits that the person types are not stored.
 */
export const handoffs: Migration = {
  version: 7,
  statements: [
    `create table recognize_handoffs (
      handoff_id text primary key,
      recognize_id text not null,
      session_hash text not null,
      link_hash text not null,
      phone_hash text,
      claims jsonb not null,
      description jsonb not null,
      payload bytea not null,
      state text not null,
      tries integer not null,
      authorizations integer not null,
      assertion text,
      device_id text,
      result bytea,
      created bigint not null,
      expires bigint not null,
      mac bytea not null)`,
    'create index recognize_handoffs_person on recognize_handoffs (recognize_id)',
    'create index recognize_handoffs_expires on recognize_handoffs (expires)',
  ],
};
