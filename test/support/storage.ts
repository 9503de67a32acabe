import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { tableNames } from '../../src/server/storage/migration-script.ts';
import { pgStorage } from '../../src/server/storage/pg.ts';
import { pgliteStorage } from '../../src/server/storage/pglite.ts';
import type { Sql, Storage } from '../../src/server/storage/sql.ts';

/** An empty database: PGlite in memory, or a new schema on the PostgreSQL server at `url`, which `close` drops. */
export const testStorage = (url = process.env.DATABASE_URL): Promise<Storage> =>
  url ? schemaStorage(url) : emptyPglite();

/** PGlite in memory. It is a copy of the empty database that test/support/prepare.ts has made, when there is one. */
export async function emptyPglite(): Promise<Storage> {
  const file = process.env.RECOGNIZE_EMPTY_DATABASE;
  if (file === undefined) return pgliteStorage();
  return pgliteStorage(await PGlite.create({ loadDataDir: new Blob([await readFile(file)]) }));
}

/** Tests send hundreds of requests at once, also on a machine that is busy with other tests. */
const LONG_TIMEOUTS = { connectionTimeoutMillis: 120_000, statement_timeout: 120_000, lock_timeout: 120_000 };

async function schemaStorage(url: string): Promise<Storage> {
  const schema = `test_${randomBytes(8).toString('hex')}`;
  const owner = await pgStorage({ connectionString: url, ...LONG_TIMEOUTS });
  await owner.query(`create schema ${schema}`);
  const schemaUrl = new URL(url);
  schemaUrl.searchParams.set('options', `-c search_path=${schema}`);
  const storage = await pgStorage({ connectionString: schemaUrl.href, ...LONG_TIMEOUTS });
  return {
    query: (statement, parameters) => storage.query(statement, parameters),
    transaction: (work, options) => storage.transaction(work, options),
    async close() {
      await storage.close();
      await owner.query(`drop schema ${schema} cascade`);
      await owner.close();
    },
  };
}

/** All rows of the backend module, by table. */
export const storedRows = (storage: Storage): Promise<unknown[][]> =>
  Promise.all(tableNames().map((table) => storage.query(`select * from ${table}`)));

export interface FailingStorage extends Storage {
  /**
   * Rejects a statement and all later ones, as if the process had been killed. Counts from now: 1 is the next statement, Infinity rejects
   * none.
   */
  failAt(statement: number): void;
  /** Statements since the last `failAt`. */
  readonly statementCount: number;
}

/** A storage that stops working at a chosen statement. An open transaction is rolled back. */
export function failingStorage(storage: Storage): FailingStorage {
  let statementCount = 0;
  let failingStatement = Number.POSITIVE_INFINITY;
  const failing = (sql: Sql): Sql => ({
    query: (statement, parameters) => {
      statementCount++;
      if (statementCount >= failingStatement) return Promise.reject(new Error('the process was killed'));
      return sql.query(statement, parameters);
    },
  });
  return {
    ...failing(storage),
    transaction: (work, options) => storage.transaction((sql) => work(failing(sql)), options),
    close: () => storage.close(),
    failAt(statement) {
      statementCount = 0;
      failingStatement = statement;
    },
    get statementCount() {
      return statementCount;
    },
  };
}
