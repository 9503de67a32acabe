import type { Migration } from './migration.ts';

const tables = ['devices', 'shares', 'ceremonies', 'envelope_keys'];

/**
 * Authentication codes of rows (`row-authentication.ts`), and indexes for the statements of each minute and each ceremony.
 *
 * The constraints are not checked for the rows that exist: `authenticateOldRows` gives them their code. A process of an older release can
 * no longer write these tables, which is better than rows that are refused later.
 */
export const rowAuthentication: Migration = {
  version: 2,
  statements: [
    ...tables.flatMap((table) => [
      `alter table recognize_${table} add column mac bytea`,
      `alter table recognize_${table} add constraint recognize_${table}_mac check (mac is not null) not valid`,
    ]),
    `create table recognize_integrity (
      name text primary key,
      created bigint not null,
      mac bytea not null)`,
    // Not partial: the removal of a user needs all rows, and a predicate on a column that a ceremony changes would cost an index entry
    // for each of its updates.
    'create index recognize_ceremonies_person on recognize_ceremonies (recognize_id)',
    'create index recognize_ceremonies_expires on recognize_ceremonies (expires)',
    'drop index if exists recognize_ceremonies_request',
    'create index recognize_ceremonies_request on recognize_ceremonies (request1) where request1 is not null',
    'create index recognize_devices_expires on recognize_devices (expires) where expires > 0',
    'create index recognize_spent_tokens_expires on recognize_spent_tokens (expires)',
    // Curve points and encrypted bytes cannot be compressed.
    ...['points', 'response1', 'response2', 'response3'].map(
      (column) => `alter table recognize_ceremonies alter column ${column} set storage external`,
    ),
  ],
};
