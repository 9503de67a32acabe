/** One numbered step of the database schema. A migration that was released is never changed. */
export interface Migration {
  /** 1, 2, 3 … without gaps. */
  readonly version: number;
  readonly statements: readonly string[];
}
