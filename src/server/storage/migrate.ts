import { initial } from './migrations/001-initial.ts';
import { rowAuthentication } from './migrations/002-row-authentication.ts';
import { transferKeys } from './migrations/003-transfer-keys.ts';
import type { Migration } from './migrations/migration.ts';
import type { Storage } from './sql.ts';

/** All migrations, in the order of their versions. A new one is added at the end; released ones never change. */
export const migrations: readonly Migration[] = [initial, rowAuthentication, transferKeys];

/** Key of the advisory lock: one process at a time migrates. The bytes are ASCII "reco". */
const MIGRATION_LOCK = 0x7265_636f;

/**
 * Applies the migrations that the database does not have yet, in one transaction. Several processes can call it at the same time.
 *
 * @throws Error naming both versions when the database is newer than this release
 */
export const migrate = (storage: Storage, available: readonly Migration[] = migrations): Promise<void> =>
  storage.transaction(async (sql) => {
    await sql.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await sql.query(
      'create table if not exists recognize_migrations (version integer primary key, applied_at bigint not null)',
    );
    const [row] = await sql.query<{ version: number }>(
      'select coalesce(max(version), 0)::int as version from recognize_migrations',
    );
    const applied = row!.version;
    const newest = available.at(-1)!.version;
    if (applied > newest)
      throw new Error(
        `The database has schema version ${applied}, and this release supports up to version ${newest}. Install a newer release of recognize-elements.`,
      );
    for (const { version, statements } of available) {
      if (version <= applied) continue;
      for (const statement of statements) await sql.query(statement);
      await sql.query('insert into recognize_migrations (version, applied_at) values ($1, $2)', [
        version,
        Date.now(),
      ]);
    }
  });
