/** The one database interface: parameterised SQL that PostgreSQL 15 and newer know. `bytea` values are Uint8Array, `bigint` numbers. */
export interface Sql {
  query<Row extends object>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

export interface Storage extends Sql {
  /**
   * Runs `work` in one transaction (READ COMMITTED); a rejection rolls back. An adapter may run it a second time where the database gave
   * the first one up, so nothing outside the transaction may depend on how often it ran.
   */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
