import { PGlite, types } from '@electric-sql/pglite';
import { claimFolder } from './claim.ts';
import type { Sql, Storage } from './sql.ts';

/**
 * PostgreSQL inside the process (PGlite), for demos, tests and small sites.
 *
 * @param folder where the data lies, of one process at a time; without it in memory
 * @throws Error while another process uses the folder
 */
export async function pgliteStorage(folder?: string): Promise<Storage> {
  // Its own conversions of bytes go digit by digit, and ours are long.
  const parsers = {
    [types.INT8]: Number,
    [types.BYTEA]: (text: string) => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
  };
  const serializers = {
    [types.BYTEA]: (value: Uint8Array) =>
      `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`,
  };
  const options = { parsers, serializers };
  const release = folder === undefined ? () => {} : claimFolder(folder);
  const database = await PGlite.create(folder === undefined ? options : { ...options, dataDir: folder });
  const over = (on: Pick<PGlite, 'query'>): Sql => ({
    query: async <Row extends object>(text: string, parameters: readonly unknown[] = []) =>
      (await on.query<Row>(text, [...parameters])).rows,
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
