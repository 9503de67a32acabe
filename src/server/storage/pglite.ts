import { PGlite, types } from '@electric-sql/pglite';
import type { Sql, Storage } from './sql.ts';

/**
 * PostgreSQL inside the process (PGlite), for demos, tests and small sites.
 *
 * @param folder where the data lies; without it in memory
 */
export async function pgliteStorage(folder?: string): Promise<Storage> {
  const parsers = { [types.INT8]: Number };
  const database = await PGlite.create(folder === undefined ? { parsers } : { dataDir: folder, parsers });
  const over = (on: Pick<PGlite, 'query'>): Sql => ({
    query: async <Row extends object>(text: string, parameters: readonly unknown[] = []) =>
      (await on.query<Row>(text, [...parameters])).rows,
  });
  return {
    ...over(database),
    transaction: (work) => database.transaction((on) => work(over(on as unknown as PGlite))),
    close: () => database.close(),
  };
}
