import pg from 'pg';
import type { Sql, Storage } from './sql.ts';

/**
 * A PostgreSQL server, 15 or newer.
 *
 * @param url `postgres://user:password@host/database`
 */
export async function pgStorage(url: string): Promise<Storage> {
  const types = new pg.TypeOverrides();
  types.setTypeParser(20, Number);
  types.setTypeParser(1016, (text: string) =>
    text === '{}' ? [] : text.slice(1, -1).split(',').map(Number),
  );
  const pool = new pg.Pool({ connectionString: url, types });
  // A connection that breaks is replaced at the next query; without a listener it would end the process.
  const replaced = () => {};
  pool.on('error', replaced);
  const over = (on: Pick<pg.ClientBase, 'query'>): Sql => ({
    query: async <Row extends object>(text: string, parameters: readonly unknown[] = []) =>
      (await on.query(text, [...parameters])).rows as Row[],
  });
  return {
    ...over(pool as unknown as pg.ClientBase),
    async transaction(work) {
      const client = await pool.connect();
      // The pool listens to idle connections only.
      client.on('error', replaced);
      try {
        await client.query('begin');
        const result = await work(over(client));
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => {});
        throw error;
      } finally {
        client.release();
        client.off('error', replaced);
      }
    },
    close: () => pool.end(),
  };
}
