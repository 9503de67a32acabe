import type { Migration } from './migration.ts';

/**
 * The transfer keys of open ceremonies, so that the process that gets the second request need not have got the first. A row without keys says
 * that a process computes them. `claimed_until` is milliseconds since the epoch by the clock of the database.
 *
 * The keys are encrypted and do not compress.
 */
export const transferKeys: Migration = {
  version: 3,
  statements: [
    `create table recognize_transfer_keys (
      ceremony_id text primary key references recognize_ceremonies on delete cascade,
      claimed_until bigint not null,
      sealed_keys bytea)`,
    'alter table recognize_transfer_keys alter column sealed_keys set storage external',
  ],
};
