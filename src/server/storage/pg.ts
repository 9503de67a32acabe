import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { Sql, Storage } from './sql.ts';

/**
 * Errors with which PostgreSQL aborts one of several transactions so that the others can continue: `deadlock_detected` and
 * `serialization_failure`.
 */
const RETRYABLE_CODES = new Set(['40P01', '40001']);

/** Time for the other transaction to finish. An immediate retry would meet it again. */
const RETRY_DELAY_MS = 20;

/** OIDs of `bigint` and `bigint[]` in PostgreSQL's `pg_type`. */
const BIGINT = 20;
const BIGINT_ARRAY = 1016;

/**
 * Storage on a PostgreSQL server, version 15 or newer. It needs the package `pg`. It connects at the first query.
 *
 * @param url `postgres://user:password@host/database`
 * @example
 * ```ts
 * import { pgStorage } from 'recognize-elements/server/pg';
 *
 * const storage = await pgStorage(process.env.DATABASE_URL!);
 * ```
 */
export async function pgStorage(url: string): Promise<Storage> {
  const pool = new pg.Pool({ connectionString: url, types: numericTypes() });
  // The pool replaces a broken connection at the next query. Without a listener the error event would end the process.
  const ignoreBrokenConnection = () => {};
  pool.on('error', ignoreBrokenConnection);

  async function runOnce<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
    const client = await pool.connect();
    // The pool listens to idle connections only.
    client.on('error', ignoreBrokenConnection);
    try {
      await client.query('begin');
      const result = await work(sqlOver(client));
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    } finally {
      client.release();
      client.off('error', ignoreBrokenConnection);
    }
  }

  return {
    ...sqlOver(pool),
    transaction: (work) =>
      runOnce(work).catch(async (error: { code?: string }) => {
        if (!RETRYABLE_CODES.has(error.code ?? '')) throw error;
        await setTimeout(RETRY_DELAY_MS);
        return runOnce(work);
      }),
    close: () => pool.end(),
  };
}

function numericTypes(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  types.setTypeParser(BIGINT, Number);
  types.setTypeParser(BIGINT_ARRAY, (literal: string) =>
    literal === '{}' ? [] : literal.slice(1, -1).split(',').map(Number),
  );
  return types;
}

const sqlOver = (target: pg.Pool | pg.ClientBase): Sql => ({
  query: async <Row extends object>(statement: string, parameters: readonly unknown[] = []) =>
    (await (target as pg.ClientBase).query(statement, [...parameters])).rows as Row[],
});
