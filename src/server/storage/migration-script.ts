import { advisoryLocks } from './advisory-lock.ts';
import { grantsFor } from './database-rights.ts';
import { createMigrationTable, migrations } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';

/** Names of all tables of the matcher, without the one of the migrations. */
export const tableNames = (available: readonly Migration[] = migrations): string[] => [
  ...new Set(
    available.flatMap(({ statements }) =>
      statements.flatMap(
        (statement) => /^\s*create table (?:if not exists )?(\w+)/i.exec(statement)?.[1] ?? [],
      ),
    ),
  ),
];

/**
 * The migrations as one SQL script for the administrator of a database. It applies what the database does not have yet, like `migrate`, and
 * can be run again.
 *
 * @param role gets the rights that the server needs
 */
export function migrationScript(role?: string, available: readonly Migration[] = migrations): string {
  const statements = [
    'begin',
    `select pg_advisory_xact_lock(${advisoryLocks.migrate})`,
    createMigrationTable,
    ...available.map(conditionalBlock),
    ...(role === undefined ? [] : grantsFor(quoteIdentifier(role), tableNames(available))),
    'commit',
  ];
  return `${statements.join(';\n\n')};`;
}

const conditionalBlock = ({ version, statements }: Migration): string => `do $migration$ begin
if not exists (select from recognize_migrations where version = ${version}) then
${statements.map((statement) => `${statement};`).join('\n')}
insert into recognize_migrations (version, applied_at)
  values (${version}, (extract(epoch from clock_timestamp()) * 1000)::bigint);
end if;
end $migration$`;

/** A name in a statement; names of letters, digits and underscores need no quotes. */
export const quoteIdentifier = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
