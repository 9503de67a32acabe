/** The one database interface: parameterised SQL that PostgreSQL 15 and newer know. `bytea` values are Uint8Array, `bigint` numbers. */
export interface Sql {
  query<Row extends object>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

export interface Storage extends Sql {
  /** Runs `work` in one transaction (READ COMMITTED); a rejection rolls back. */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
