import type { Bytes } from '../../wire/bytes.ts';
import type { DeviceType } from '../../wire/device.ts';
import type { Sql } from '../storage/sql.ts';

/** A share with the columns of its device that belong to it. */
interface Row {
  readonly share_id: string;
  readonly pending: boolean;
  readonly sealed_share: Uint8Array;
  readonly device_id: string;
  readonly type: DeviceType;
  readonly created: number;
  readonly expires: number;
  readonly model_id: string;
  readonly n: number;
  readonly state_hash: Uint8Array | null;
  readonly public_key: Uint8Array | null;
}

/** A server share with its device. Times are milliseconds since the epoch. */
export interface Share {
  readonly shareId: string;
  /** True until a ceremony with the share has ended in a match. */
  readonly pending: boolean;
  readonly sealedShare: Uint8Array;
  readonly deviceId: string;
  readonly deviceType: DeviceType;
  readonly deviceCreated: number;
  /** 0: unlimited. */
  readonly deviceExpires: number;
  readonly modelId: string;
  /** Bits of the template. */
  readonly n: number;
  /** Of an enrollment. */
  readonly stateHash: Bytes | undefined;
  /** Of a bound browser, 64 bytes. */
  readonly publicKey: Bytes | undefined;
}

export interface NewShare {
  readonly shareId: string;
  readonly deviceId: string;
  readonly pending: boolean;
  readonly sealedShare: Uint8Array;
  readonly created: number;
}

const select = `select s.share_id, s.pending, s.sealed_share, s.device_id,
    d.type, d.created, d.expires, d.model_id, d.n, d.state_hash, d.public_key
  from recognize_shares s join recognize_devices d using (device_id)`;

const toShare = (row: Row | undefined): Share | undefined =>
  row && {
    shareId: row.share_id,
    pending: row.pending,
    sealedShare: row.sealed_share,
    deviceId: row.device_id,
    deviceType: row.type,
    deviceCreated: row.created,
    deviceExpires: row.expires,
    modelId: row.model_id,
    n: row.n,
    stateHash: row.state_hash === null ? undefined : new Uint8Array(row.state_hash),
    publicKey: row.public_key === null ? undefined : new Uint8Array(row.public_key),
  };

export async function selectShareOfUser(
  sql: Sql,
  recognizeId: string,
  shareId: string,
): Promise<Share | undefined> {
  const [row] = await sql.query<Row>(`${select} where s.share_id = $1 and d.recognize_id = $2`, [
    shareId,
    recognizeId,
  ]);
  return toShare(row);
}

/** @returns undefined when the share was deleted, or its id now belongs to another device */
export async function selectShareOfDevice(
  sql: Sql,
  deviceId: string,
  shareId: string,
): Promise<Share | undefined> {
  const [row] = await sql.query<Row>(`${select} where s.share_id = $1 and s.device_id = $2`, [
    shareId,
    deviceId,
  ]);
  return toShare(row);
}

/** As `selectShareOfDevice`, and prevents the deletion of the device until the end of the transaction. */
export async function lockShareOfDevice(
  sql: Sql,
  deviceId: string,
  shareId: string,
): Promise<Share | undefined> {
  const [row] = await sql.query<Row>(
    `${select} where s.share_id = $1 and s.device_id = $2 for key share of d`,
    [shareId, deviceId],
  );
  return toShare(row);
}

/** Any share, for a check of the encryption key; undefined when there is none. */
export async function selectAnyShare(sql: Sql): Promise<Share | undefined> {
  const [row] = await sql.query<Row>(`${select} limit 1`);
  return toShare(row);
}

/** @returns false when the share id exists already */
export async function insertShare(sql: Sql, share: NewShare): Promise<boolean> {
  const rows = await sql.query(
    `insert into recognize_shares (share_id, device_id, pending, sealed_share, created)
     values ($1, $2, $3, $4, $5) on conflict do nothing returning share_id`,
    [share.shareId, share.deviceId, share.pending, share.sealedShare, share.created],
  );
  return rows.length > 0;
}

/** Makes a pending share the only one of its device: every other share of the device is deleted. */
export async function commitShare(sql: Sql, deviceId: string, shareId: string): Promise<void> {
  await sql.query('delete from recognize_shares where device_id = $1 and share_id <> $2', [
    deviceId,
    shareId,
  ]);
  await sql.query('update recognize_shares set pending = false where share_id = $1', [shareId]);
}

/** Deletes the oldest pending shares of the device, down to `limit`. The share `newestId` stays when times are equal. */
export async function deleteOldPendingShares(
  sql: Sql,
  deviceId: string,
  newestId: string,
  limit: number,
): Promise<void> {
  await sql.query(
    `delete from recognize_shares where device_id = $1 and pending and share_id not in
       (select share_id from recognize_shares where device_id = $1 and pending
        order by created desc, share_id <> $3 limit $2)`,
    [deviceId, limit, newestId],
  );
}
