import type { Bytes } from '../../wire/bytes.ts';
import type { DeviceType } from '../../wire/device.ts';
import type { Scenario } from '../../wire/photo.ts';
import type { RowAuthenticator } from '../row-authentication.ts';
import type { Sql } from '../storage/sql.ts';
import type { DeviceRow } from './device-row.ts';

/** A share with its device. `created` and `mac` are those of the device. */
interface Row extends DeviceRow {
  readonly share_id: string;
  readonly pending: boolean;
  readonly sealed_share: Uint8Array;
  readonly share_created: number;
  readonly share_mac: Uint8Array | null;
}

/** A server share with its device. Times are milliseconds since the epoch. */
export interface Share {
  readonly shareId: string;
  /** True until a ceremony with the share has ended in a match. */
  readonly pending: boolean;
  readonly sealedShare: Uint8Array;
  readonly created: number;
  readonly deviceId: string;
  readonly recognizeId: string;
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
  /** Of the photo that the face was enrolled from. */
  readonly scenario: Scenario | undefined;
}

export interface NewShare {
  readonly shareId: string;
  readonly deviceId: string;
  readonly recognizeId: string;
  readonly pending: boolean;
  readonly sealedShare: Uint8Array;
  readonly created: number;
}

const select = `select s.share_id, s.pending, s.sealed_share, s.created as share_created, s.mac as share_mac, d.*
  from recognize_shares s join recognize_devices d using (device_id)`;

/** The covered columns of a share. */
const toRow = (share: NewShare) => ({
  share_id: share.shareId,
  device_id: share.deviceId,
  recognize_id: share.recognizeId,
  pending: share.pending,
  sealed_share: share.sealedShare,
  created: share.created,
});

/** @throws RecognizeError `security/database-changed` */
function toShare(rows: RowAuthenticator, row: Row | undefined): Share | undefined {
  if (row === undefined) return undefined;
  const share: Share = {
    shareId: row.share_id,
    pending: row.pending,
    sealedShare: row.sealed_share,
    created: row.share_created,
    deviceId: row.device_id,
    recognizeId: row.recognize_id,
    deviceType: row.type,
    deviceCreated: row.created,
    deviceExpires: row.expires,
    modelId: row.model_id,
    n: row.n,
    stateHash: row.state_hash === null ? undefined : new Uint8Array(row.state_hash),
    publicKey: row.public_key === null ? undefined : new Uint8Array(row.public_key),
    scenario: row.scenario ?? undefined,
  };
  rows.verify('recognize_devices', row);
  rows.verify('recognize_shares', { ...toRow(share), mac: row.share_mac });
  return share;
}

/** @throws RecognizeError `security/database-changed` */
export async function selectShareOfUser(
  sql: Sql,
  rows: RowAuthenticator,
  recognizeId: string,
  shareId: string,
): Promise<Share | undefined> {
  const [row] = await sql.query<Row>(`${select} where s.share_id = $1 and d.recognize_id = $2`, [
    shareId,
    recognizeId,
  ]);
  return toShare(rows, row);
}

/**
 * @returns undefined when the share was deleted, or its id now belongs to another device
 * @throws RecognizeError `security/database-changed`
 */
export async function selectShareOfDevice(
  sql: Sql,
  rows: RowAuthenticator,
  deviceId: string,
  shareId: string,
): Promise<Share | undefined> {
  const [row] = await sql.query<Row>(`${select} where s.share_id = $1 and s.device_id = $2`, [
    shareId,
    deviceId,
  ]);
  return toShare(rows, row);
}

/** As `selectShareOfDevice`, and prevents the deletion of the device until the end of the transaction. */
export async function lockShareOfDevice(
  sql: Sql,
  rows: RowAuthenticator,
  deviceId: string,
  shareId: string,
): Promise<Share | undefined> {
  const [row] = await sql.query<Row>(
    `${select} where s.share_id = $1 and s.device_id = $2 for key share of d`,
    [shareId, deviceId],
  );
  return toShare(rows, row);
}

/** @returns false when the share id exists already */
export async function insertShare(sql: Sql, rows: RowAuthenticator, share: NewShare): Promise<boolean> {
  const mac = rows.mac('recognize_shares', toRow(share));
  const inserted = await sql.query(
    `insert into recognize_shares (share_id, device_id, pending, sealed_share, created, mac)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning share_id`,
    [share.shareId, share.deviceId, share.pending, share.sealedShare, share.created, mac],
  );
  return inserted.length > 0;
}

/** Makes a pending share the only one of its device: every other share of the device is deleted. */
export async function commitShare(sql: Sql, rows: RowAuthenticator, share: Share): Promise<void> {
  const { deviceId, shareId } = share;
  await sql.query('delete from recognize_shares where device_id = $1 and share_id <> $2', [
    deviceId,
    shareId,
  ]);
  const mac = rows.mac('recognize_shares', toRow({ ...share, pending: false }));
  await sql.query('update recognize_shares set pending = false, mac = $2 where share_id = $1', [
    shareId,
    mac,
  ]);
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
