import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { Sql, Storage } from './sql.ts';

/** What PostgreSQL ends one of several transactions with so that the others go on: `deadlock_detected`, `serialization_failure`. */
const givenUp = new Set(['40P01', '40001']);

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
  async function once<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
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
  }
  return {
    ...over(pool as unknown as pg.ClientBase),
    transaction: (work) =>
      once(work).catch(async (error: { code?: string }) => {
        if (!givenUp.has(error.code ?? '')) throw error;
        // The other one is not awake yet: at once, this one would take its place and meet it again.
        await setTimeout(20);
        return once(work);
      }),
    close: () => pool.end(),
  };
}
