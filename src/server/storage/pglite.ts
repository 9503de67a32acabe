import { PGlite, types } from '@electric-sql/pglite';
import { lockFolder } from './folder-lock.ts';
import type { Sql, SqlParameter, Storage } from './sql.ts';
import { withoutValues } from './storage-error.ts';

/** Conversions of `bigint` and `bytea`. PGlite's own conversion of `bytea` is slow for long values: it parses digit by digit. */
const conversions = {
  parsers: {
    [types.INT8]: Number,
    [types.BYTEA]: (literal: string) => new Uint8Array(Buffer.from(literal.slice(2), 'hex')),
  },
  serializers: {
    [types.BYTEA]: (value: Uint8Array) =>
      `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`,
  },
};

/** The part of a PGlite instance that is used here. PGlite's own types compile only with `skipLibCheck`. */
export interface OpenDatabase {
  query<Row>(statement: string, parameters?: SqlParameter[], options?: object): Promise<{ rows: Row[] }>;
  transaction<Result>(work: (target: Pick<OpenDatabase, 'query'>) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/**
 * PostgreSQL inside the process (PGlite), for demos, tests and small sites. It needs the package `@electric-sql/pglite`.
 *
 * @param folder a folder for the data, used by one process at a time, or an open PGlite; in memory when omitted
 * @throws Error when another process uses the folder. The lock of a killed process is free at once; when it ran in another container, after
 *   6 seconds
 * @example
 * ```ts
 * import { pgliteStorage } from 'recognize-elements/server/pglite';
 *
 * const storage = await pgliteStorage('./data');
 * ```
 */
export async function pgliteStorage(folder?: string | OpenDatabase): Promise<Storage> {
  if (typeof folder === 'object') return storageOver(folder);
  if (folder === undefined) return storageOver(await PGlite.create());
  const lock = await lockFolder(folder);
  try {
    const requireLock = () => {
      if (lock.lost)
        throw new Error(`The lock of the database folder ${folder} was lost. Restart this process.`);
    };
    return storageOver(await PGlite.create(folder), requireLock, () => lock.release());
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/**
 * @param beforeWork called before each query and transaction; its error rejects them
 * @param afterClose called when the database is closed
 */
function storageOver(
  database: OpenDatabase,
  beforeWork: () => void = () => {},
  afterClose: () => Promise<void> = async () => {},
): Storage {
  const sqlOver = (target: Pick<OpenDatabase, 'query'>): Sql => ({
    async query<Row extends object>(statement: string, parameters: readonly SqlParameter[] = []) {
      beforeWork();
      try {
        return (await target.query<Row>(statement, [...parameters], conversions)).rows;
      } catch (error) {
        // PGlite adds the statement and its parameters to the error.
        throw withoutValues(error);
      }
    },
  });
  return {
    ...sqlOver(database),
    transaction: (work) => database.transaction((target) => work(sqlOver(target))),
    // PGlite has no background processes. Without this the files would grow with each recovery.
    async vacuum() {
      await sqlOver(database).query(
        'vacuum recognize_ceremonies, recognize_transfer_keys, recognize_spent_tokens',
      );
    },
    async close() {
      await database.close().finally(afterClose);
    },
  };
}
