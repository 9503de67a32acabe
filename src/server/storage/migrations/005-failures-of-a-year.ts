import type { Migration } from './migration.ts';

/**
 * The limit of failures in the lifetime of a share pair became a limit in a year, so the times of all failures of a year are stored and
 * their number is not. Earlier releases stored the times of one day: the other failures get a time a day ago, and count for the next year.
 *
 * A change of the type rewrites the table. An `update` would apply the constraint of migration 2 to rows that have no code yet.
 */
export const failuresOfAYear: Migration = {
  version: 5,
  statements: [
    `alter table recognize_devices alter column failures type bigint[] using (
       case when in_life > cardinality(failures)
         then array_fill((extract(epoch from now()) * 1000)::bigint - 86400000, array[in_life - cardinality(failures)]) || failures
         else failures end)`,
    'alter table recognize_devices drop column in_life',
  ],
};
