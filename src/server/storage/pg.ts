import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { type OpenPool, openPool, type Timeouts } from './pg-pool.ts';
import type { Sql, SqlParameter, Storage, TransactionOptions } from './sql.ts';
import { isReportedByServer, toConnectError, toStorageError } from './storage-error.ts';

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
 * Limits in milliseconds, by their names in `pg.PoolConfig`: `connectionTimeoutMillis` 5,000 (also for a free connection of the pool),
 * `statement_timeout` 10,000, `query_timeout` (the same limit, kept by this process) as `statement_timeout`, `lock_timeout` 5,000,
 * `idle_in_transaction_session_timeout` 10,000. What the configuration or the pool sets is kept; 0 turns a limit off.
 *
 * @param target `postgres://user:password@host/database`, a configuration of `pg`, or an open pool, which `close` leaves open
 * @throws Error when the target is none of these
 * @example
 * ```ts
 * import { pgStorage } from 'recognize-elements/server/pg';
 *
 * const storage = await pgStorage(process.env.DATABASE_URL!);
 * const storageWithShortLimit = await pgStorage({ connectionString: process.env.DATABASE_URL!, statement_timeout: 3_000 });
 * ```
 */
export async function pgStorage(target: string | pg.PoolConfig | pg.Pool): Promise<Storage> {
  const pool = openPool(target);

  async function runOnce<Result>(
    work: (sql: Sql) => Promise<Result>,
    { statementTimeoutMs }: TransactionOptions,
  ): Promise<Result> {
    return withConnection(pool, statementTimeoutMs, async (connection) => {
      const { sessionTimeouts: set } = pool;
      await connection.query(
        begin(statementTimeoutMs ? { ...set, statement_timeout: statementTimeoutMs } : set),
      );
      try {
        const result = await work(connection);
        await connection.query('commit');
        return result;
      } catch (error) {
        // Another statement on a broken connection would wait for its limit again.
        if (!connection.broken) await connection.query('rollback').catch(() => {});
        throw error;
      }
    });
  }

  return {
    query: (statement, parameters) =>
      runAgain(() =>
        withConnection(pool, undefined, (connection) => connection.query(statement, parameters)),
      ),
    transaction: (work, options = {}) => runAgain(() => runOnce(work, options)),
    close: () => pool.close(),
  };
}

/** Runs `work` a second time when PostgreSQL has aborted it for another transaction. */
const runAgain = <Result>(work: () => Promise<Result>): Promise<Result> =>
  work().catch(async (error: { code?: string }) => {
    if (!RETRYABLE_CODES.has(error.code ?? '')) throw error;
    await setTimeout(RETRY_DELAY_MS);
    return work();
  });

interface Connection extends Sql {
  /** True after an error that PostgreSQL did not report: a timeout of this process, or the end of the connection. */
  readonly broken: boolean;
}

/** @param statementTimeoutMs replaces the limit of the pool */
async function withConnection<Result>(
  pool: OpenPool,
  statementTimeoutMs: number | undefined,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const { address, timeouts } = pool;
  const queryTimeoutMs = statementTimeoutMs ?? timeouts.query_timeout;
  const rethrow = (error: unknown): never => {
    throw toStorageError(error, address, queryTimeoutMs);
  };
  const client = await pool.connect().catch((error: unknown) => {
    throw toConnectError(error, address);
  });
  let broken = false;
  // The pool listens to idle connections only.
  const markBroken = () => {
    broken = true;
  };
  client.on('error', markBroken);
  const connection: Connection = {
    get broken() {
      return broken;
    },
    async query<Row extends object>(text: string, parameters: readonly SqlParameter[] = []) {
      // Per query, because the pool can be the host's: other parts of the host may need other types and limits.
      const query = { text, values: [...parameters], types: numericTypes, query_timeout: queryTimeoutMs };
      try {
        return (await client.query(query)).rows as Row[];
      } catch (error) {
        broken ||= !isReportedByServer(error);
        return rethrow(error);
      }
    },
  };
  try {
    return await work(connection);
  } finally {
    client.off('error', markBroken);
    client.release(broken);
  }
}

/**
 * Starts a transaction with limits that apply until its end. A database or a role can have another default for the isolation level, with
 * which parallel transactions fail instead of waiting for each other.
 */
const begin = (timeouts: Partial<Timeouts>): string =>
  ['begin isolation level read committed']
    .concat(
      (['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'] as const)
        .filter((name) => timeouts[name] !== undefined)
        .map((name) => `set local ${name} = ${Number(timeouts[name])}`),
    )
    .join('; ');

const numericTypes = new pg.TypeOverrides();
numericTypes.setTypeParser(BIGINT, Number);
numericTypes.setTypeParser(BIGINT_ARRAY, (literal: string) =>
  literal === '{}' ? [] : literal.slice(1, -1).split(',').map(Number),
);
