import type { Sql } from '../storage/sql.ts';

/** Milliseconds since the epoch by the clock of the database, which all processes share. */
const databaseTime = '(extract(epoch from clock_timestamp()) * 1000)::bigint';

/**
 * Reserves the computation of a ceremony's keys for this process.
 *
 * @returns false when another process computes them or has computed them, and when the ceremony no longer needs them
 */
export async function claimTransferKeys(sql: Sql, ceremonyId: string, claimMs: number): Promise<boolean> {
  const rows = await sql.query(
    `insert into recognize_transfer_keys (ceremony_id, claimed_until)
       select ceremony_id, ${databaseTime} + $2 from recognize_ceremonies
       where ceremony_id = $1 and request2 is null for key share
     on conflict (ceremony_id) do update set claimed_until = excluded.claimed_until
       where recognize_transfer_keys.sealed_keys is null and recognize_transfer_keys.claimed_until <= ${databaseTime}
     returning ceremony_id`,
    [ceremonyId, claimMs],
  );
  return rows.length > 0;
}

export interface TransferKeysRow {
  readonly sealedKeys: Uint8Array | undefined;
  /** Whether a process computes the keys. */
  readonly claimed: boolean;
}

/** @returns undefined when the ceremony has an EvaluateResponse or was deleted */
export async function selectTransferKeys(sql: Sql, ceremonyId: string): Promise<TransferKeysRow | undefined> {
  const [row] = await sql.query<{ sealed_keys: Uint8Array | null; claimed: boolean }>(
    `select k.sealed_keys, coalesce(k.claimed_until > ${databaseTime}, false) as claimed
     from recognize_ceremonies c left join recognize_transfer_keys k using (ceremony_id)
     where c.ceremony_id = $1 and c.request2 is null`,
    [ceremonyId],
  );
  return row && { sealedKeys: row.sealed_keys ?? undefined, claimed: row.claimed };
}

/** Stores the keys, unless the ceremony got its EvaluateResponse in the meantime. */
export async function storeTransferKeys(sql: Sql, ceremonyId: string, sealedKeys: Uint8Array): Promise<void> {
  await sql.query('update recognize_transfer_keys set sealed_keys = $2 where ceremony_id = $1', [
    ceremonyId,
    sealedKeys,
  ]);
}

/** Erases the keys of a ceremony, or gives a claim back. */
export async function deleteTransferKeys(sql: Sql, ceremonyId: string): Promise<void> {
  await sql.query('delete from recognize_transfer_keys where ceremony_id = $1', [ceremonyId]);
}
