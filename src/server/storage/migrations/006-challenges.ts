import type { Migration } from './migration.ts';

/**
 * The challenges of the liveness check that were issued in the last day, one row for each authorization. The movements are not stored: they are
 * derived from share id (or Recognize ID), attempts and slot. A challenge of an enrollment has no device and no share.
 */
export const challenges: Migration = {
  version: 6,
  statements: [
    `create table recognize_challenges (
      jti text primary key,
      recognize_id text not null,
      device_id text,
      share_id text,
      attempts integer not null,
      slot bigint not null,
      outcome text,
      issued bigint not null,
      expires bigint not null,
      mac bytea not null)`,
    'create index recognize_challenges_person on recognize_challenges (recognize_id)',
    'create index recognize_challenges_expires on recognize_challenges (expires)',
  ],
};
