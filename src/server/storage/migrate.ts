import { LONG_STATEMENTS, waitForLock } from './advisory-lock.ts';
import { missingRights, requireMigrationRights } from './database-rights.ts';
import { initial } from './migrations/001-initial.ts';
import { rowAuthentication } from './migrations/002-row-authentication.ts';
import { transferKeys } from './migrations/003-transfer-keys.ts';
import { failuresOfAYear } from './migrations/005-failures-of-a-year.ts';
import { challenges } from './migrations/006-challenges.ts';
import { handoffs } from './migrations/007-handoffs.ts';
import { photos } from './migrations/008-photos.ts';
import type { Migration } from './migrations/migration.ts';
import type { Sql, Storage } from './sql.ts';

/** All migrations, in the order of their versions. A new one is added at the end; released ones never change. */
export const migrations: readonly Migration[] = [
  initial,
  rowAuthentication,
  transferKeys,
  failuresOfAYear,
  challenges,
  handoffs,
  photos,
];

/** A migration that waits for a table blocks all requests behind it. */
const TABLE_LOCK_MS = 5_000;

export const createMigrationTable =
  'create table if not exists recognize_migrations (version integer primary key, applied_at bigint not null)';

/**
 * Applies the migrations that the database does not have yet, in one transaction. Several processes can call it at the same time. It only
 * reads when there is nothing to apply, so a role without rights on the schema is enough then.
 *
 * @param options `apply: false`: throws instead of applying
 * @returns the versions that were applied
 * @throws Error naming both versions when the database is newer than this release; an Error that says what to do when a migration is missing
 *   and may not be applied
 */
export async function migrate(
  storage: Storage,
  available: readonly Migration[] = migrations,
  { apply = true }: { readonly apply?: boolean } = {},
): Promise<number[]> {
  const missing = missingOf(available, await appliedVersions(storage));
  if (missing.length === 0) return [];
  if (!apply)
    throw new Error(
      `The database lacks ${describe(missing)}. Apply them with: npx recognize-elements migrate (or leave out migrate: false).`,
    );
  await requireMigrationRights(storage, describe(missing));
  // An index over a large table takes minutes.
  return storage.transaction((sql) => applyMissing(sql, available), LONG_STATEMENTS);
}

async function applyMissing(sql: Sql, available: readonly Migration[]): Promise<number[]> {
  await waitForLock(sql, 'migrate');
  await sql.query(`set local lock_timeout = ${TABLE_LOCK_MS}`);
  await createInSchemaOfTables(sql);
  await sql.query(createMigrationTable);
  // Another process may have applied them while this one waited.
  const missing = missingOf(available, await appliedVersions(sql));
  for (const { version, statements } of missing) {
    for (const statement of statements) await sql.query(statement);
    await sql.query('insert into recognize_migrations (version, applied_at) values ($1, $2)', [
      version,
      Date.now(),
    ]);
  }
  return missing.map(({ version }) => version);
}

/** Tables of a later migration belong into the schema of the earlier ones, which need not be the first one of the search path. */
const createInSchemaOfTables = (sql: Sql): Promise<object[]> =>
  sql.query(
    `select set_config('search_path', quote_ident(nspname), true) from pg_class
     join pg_namespace on pg_namespace.oid = relnamespace
     where pg_class.oid = coalesce(to_regclass('recognize_migrations'), to_regclass('recognize_people'))
       and nspname <> current_schema()`,
  );

/** The versions in the database; none when it has no tables. */
async function appliedVersions(sql: Sql): Promise<ReadonlySet<number>> {
  const [table] = await sql.query<{ exists: boolean; readable: boolean; role: string }>(
    `select t is not null as exists, has_table_privilege(t, 'select') as readable, quote_ident(current_user) as role
     from to_regclass('recognize_migrations') t`,
  );
  const { exists, readable, role } = table!;
  if (!exists) return new Set();
  if (!readable) throw missingRights(role, ['recognize_migrations'], ['SELECT']);
  const rows = await sql.query<{ version: number }>('select version from recognize_migrations');
  return new Set(rows.map(({ version }) => version));
}

function missingOf(available: readonly Migration[], applied: ReadonlySet<number>): readonly Migration[] {
  const [found, newest] = [Math.max(0, ...applied), available.at(-1)!.version];
  if (found > newest)
    throw new Error(
      `The database has schema version ${found}, and this release supports up to version ${newest}. Install a newer release of recognize-elements.`,
    );
  return available.filter(({ version }) => !applied.has(version));
}

const describe = (missing: readonly Migration[]): string =>
  `${missing.length === 1 ? 'migration' : 'migrations'} ${missing.map(({ version }) => version).join(', ')}`;
