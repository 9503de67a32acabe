import type { AuthenticatedTable } from '../row-authentication.ts';
import type { Sql } from '../storage/sql.ts';

/** Tables of release 0.1.0, whose rows have no authentication code. */
export type OldTable = Exclude<
  AuthenticatedTable,
  'recognize_integrity' | 'recognize_challenges' | 'recognize_handoffs'
>;

/** For each table: the id as text, its rows with what their code covers, and the encrypted column that changes with the code. */
const tables = {
  recognize_devices: { id: 't.device_id', from: 'recognize_devices t', columns: 't.*', sealed: undefined },
  recognize_shares: {
    id: 't.share_id',
    from: 'recognize_shares t join recognize_devices d using (device_id)',
    columns: 't.*, d.recognize_id, d.model_id, d.n',
    sealed: 'sealed_share',
  },
  recognize_ceremonies: {
    id: 't.ceremony_id',
    from: 'recognize_ceremonies t',
    columns: 't.*',
    sealed: 'sealed_secret',
  },
  recognize_envelope_keys: {
    id: "encode(t.public_key, 'hex')",
    from: 'recognize_envelope_keys t',
    columns: 't.*',
    sealed: undefined,
  },
} as const satisfies Record<OldTable, object>;

/** Whether any row has an authentication code. */
export async function hasAuthenticatedRows(sql: Sql): Promise<boolean> {
  const exists = Object.keys(tables).map((table) => `exists (select from ${table} where mac is not null)`);
  const [row] = await sql.query<{ found: boolean }>(`select ${exists.join(' or ')} as found`);
  return row!.found;
}

/**
 * Rows without an authentication code, in the order of their ids.
 *
 * @param after the id of the last row of the previous call; '' at the first call
 */
export function listOldRows<Row extends object>(
  sql: Sql,
  table: OldTable,
  after: string,
  limit: number,
): Promise<(Row & { readonly id: string })[]> {
  const { id, from, columns } = tables[table];
  return sql.query(
    `select ${id} as id, ${columns} from ${from} where t.mac is null and ${id} > $1 order by ${id} limit $2`,
    [after, limit],
  );
}

export interface OldRowUpdate {
  readonly id: string;
  readonly mac: Uint8Array;
  /** The new value of the encrypted column, where it changes. */
  readonly sealed?: Uint8Array | null;
}

export async function updateOldRows(
  sql: Sql,
  table: OldTable,
  updates: readonly OldRowUpdate[],
): Promise<void> {
  const { id, sealed } = tables[table];
  const hex = (bytes: Uint8Array | null | undefined) => (bytes ? Buffer.from(bytes).toString('hex') : null);
  await sql.query(
    `update ${table} t set mac = decode(u.mac, 'hex')${sealed ? `, ${sealed} = decode(u.sealed, 'hex')` : ''}
     from unnest($1::text[], $2::text[], $3::text[]) as u (id, mac, sealed) where ${id} = u.id`,
    [updates.map((row) => row.id), updates.map(({ mac }) => hex(mac)), updates.map((row) => hex(row.sealed))],
  );
}
