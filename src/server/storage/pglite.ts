import { PGlite, types } from '@electric-sql/pglite';
import { lockFolder } from './folder-lock.ts';
import type { Sql, Storage } from './sql.ts';

/** PGlite's own conversions of bytes go digit by digit, and ours are long. */
const conversions = {
  parsers: {
    [types.INT8]: Number,
    [types.BYTEA]: (text: string) => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
  },
  serializers: {
    [types.BYTEA]: (value: Uint8Array) =>
      `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`,
  },
};

/** A PGlite that is open already, by what is needed of it: PGlite's own types ask every importer for `skipLibCheck`. */
export interface OpenDatabase {
  query<Row>(text: string, parameters?: unknown[], options?: object): Promise<{ rows: Row[] }>;
  transaction<Result>(work: (on: Pick<OpenDatabase, 'query'>) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/**
 * PostgreSQL inside the process (PGlite), for demos, tests and small sites.
 *
 * @param place a folder where the data lies, of one process at a time, or a database that is open already; without it in memory
 * @throws Error while another process uses the folder
 */
export async function pgliteStorage(place?: string | OpenDatabase): Promise<Storage> {
  const release = typeof place === 'string' ? lockFolder(place) : () => {};
  const giveUp = (error: unknown): never => {
    release();
    throw error;
  };
  const database: OpenDatabase = typeof place === 'object' ? place : await PGlite.create(place).catch(giveUp);
  const over = (on: Pick<OpenDatabase, 'query'>): Sql => ({
    query: async <Row extends object>(text: string, parameters: readonly unknown[] = []) =>
      (await on.query<Row>(text, [...parameters], conversions)).rows,
  });
  return {
    ...over(database),
    transaction: (work) => database.transaction((on) => work(over(on))),
    async close() {
      await database.close();
      release();
    },
  };
}
