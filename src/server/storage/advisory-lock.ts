import type { Sql, TransactionOptions } from './sql.ts';

/** Keys of the advisory locks, which hold over all processes on one database. The bytes are ASCII "rec…". */
export const advisoryLocks = {
  authenticateRows: 0x7265_6361,
  deleteExpired: 0x7265_6364,
  migrate: 0x7265_636f,
} as const;

/** For transactions that wait for another one, or change many rows. */
export const LONG_STATEMENTS: TransactionOptions = { statementTimeoutMs: 600_000 };

type Lock = keyof typeof advisoryLocks;

/**
 * Waits until no other transaction holds the lock, and holds it until the end of this transaction, which needs the option
 * `LONG_STATEMENTS`.
 */
export async function waitForLock(sql: Sql, lock: Lock): Promise<void> {
  // The other transaction may take longer than the timeouts of the connection allow.
  await sql.query("select set_config('lock_timeout', '0', true)");
  await sql.query('select pg_advisory_xact_lock($1)', [advisoryLocks[lock]]);
}

/** @returns false when another transaction holds the lock; otherwise this one holds it until its end */
export async function tryLock(sql: Sql, lock: Lock): Promise<boolean> {
  const [row] = await sql.query<{ locked: boolean }>('select pg_try_advisory_xact_lock($1) as locked', [
    advisoryLocks[lock],
  ]);
  return row!.locked;
}
