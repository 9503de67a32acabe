import type { CoveredRow, RowAuthenticator } from '../row-authentication.ts';
import type { Sql } from '../storage/sql.ts';

type Row = CoveredRow<'recognize_integrity'> & { readonly mac: Uint8Array };

/** The only row of the table. */
const NAME = 'rows-authenticated';

/** The record that all rows have an authentication code; undefined before `authenticateOldRows` has run. */
export async function selectIntegrityRecord(sql: Sql): Promise<Row | undefined> {
  const [row] = await sql.query<Row>('select * from recognize_integrity where name = $1', [NAME]);
  return row;
}

export async function insertIntegrityRecord(
  sql: Sql,
  rows: RowAuthenticator,
  created: number,
): Promise<void> {
  await sql.query('insert into recognize_integrity (name, created, mac) values ($1, $2, $3)', [
    NAME,
    created,
    rows.mac('recognize_integrity', { name: NAME, created }),
  ]);
}
