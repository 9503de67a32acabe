import { PGlite, types } from '@electric-sql/pglite';
import { claimFolder } from './claim.ts';
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

/**
 * PostgreSQL inside the process (PGlite), for demos, tests and small sites.
 *
 * @param place a folder where the data lies, of one process at a time, or a database that is open already; without it in memory
 * @throws Error while another process uses the folder
 */
export async function pgliteStorage(place?: string | PGlite): Promise<Storage> {
  const release = typeof place === 'string' ? claimFolder(place) : () => {};
  const database = place instanceof PGlite ? place : await PGlite.create(place);
  const over = (on: Pick<PGlite, 'query'>): Sql => ({
    query: async <Row extends object>(text: string, parameters: readonly unknown[] = []) =>
      (await on.query<Row>(text, [...parameters], conversions)).rows,
  });
  return {
    ...over(database),
    transaction: (work) => database.transaction((on) => work(over(on as unknown as PGlite))),
    async close() {
      await database.close();
      release();
    },
  };
}
