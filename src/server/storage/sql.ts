/** A parameter of a statement. Objects and arrays of objects are for columns of type `jsonb`. */
export type SqlParameter = string | number | boolean | null | Uint8Array | object;

/**
 * The interface to the database: parameterized SQL that PostgreSQL 15 and newer understand. Values of `bytea` are `Uint8Array`, values of
 * `bigint` are numbers.
 */
export interface Sql {
  query<Row extends object>(statement: string, parameters?: readonly SqlParameter[]): Promise<Row[]>;
}

export interface TransactionOptions {
  /** Longest time of one statement, milliseconds; default: the limit of the storage. For statements such as `create index`. */
  readonly statementTimeoutMs?: number;
}

/** A database. `test/contracts/storage.ts` of the repository checks an implementation. */
export interface Storage extends Sql {
  /**
   * Runs `work` in one transaction with isolation level READ COMMITTED, and rolls back when it rejects. An implementation can run `work`
   * a second time after a deadlock, so `work` must not change anything outside the transaction. It can ignore the options.
   */
  transaction<Result>(work: (sql: Sql) => Promise<Result>, options?: TransactionOptions): Promise<Result>;
  /** Makes the space of deleted rows usable again. Only for a database that does not do this by itself. */
  vacuum?(): Promise<void>;
  close(): Promise<void>;
}
