import type { Device } from '../../wire/device.ts';
import type { RowAuthenticator } from '../row-authentication.ts';
import type { Sql } from '../storage/sql.ts';
import { type DeviceRow, type NewDevice, toDevice, toRow } from './device-row.ts';

/** One device of one user. */
export interface DeviceRef {
  readonly recognizeId: string;
  readonly deviceId: string;
}

/**
 * Devices of the user that have not expired, the newest first.
 *
 * @throws RecognizeError `security/database-changed`: a list without a changed device would look as if it had been removed
 */
export async function listActiveDevices(
  sql: Sql,
  rows: RowAuthenticator,
  recognizeId: string,
  now: number,
): Promise<Device[]> {
  const devices = await sql.query<DeviceRow>(
    `select * from recognize_devices where recognize_id = $1 and (expires = 0 or expires > $2)
     order by created desc, device_id`,
    [recognizeId, now],
  );
  return devices.map((row) => toDevice(rows, row));
}

/** Number of devices of the user that have not expired. */
export async function countActiveDevices(sql: Sql, recognizeId: string, now: number): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `select count(*)::int as count from recognize_devices
     where recognize_id = $1 and (expires = 0 or expires > $2)`,
    [recognizeId, now],
  );
  return row!.count;
}

/**
 * Whether the user has the device, and it has not expired. In a transaction, the device stays until its end.
 *
 * @throws RecognizeError `security/database-changed`
 */
export async function isActiveDevice(
  sql: Sql,
  rows: RowAuthenticator,
  { recognizeId, deviceId }: DeviceRef,
  now: number,
): Promise<boolean> {
  const [row] = await sql.query<DeviceRow>(
    `select * from recognize_devices
     where recognize_id = $1 and device_id = $2 and (expires = 0 or expires > $3) for key share`,
    [recognizeId, deviceId, now],
  );
  if (row === undefined) return false;
  rows.verify('recognize_devices', row);
  return true;
}

/**
 * @returns undefined when the user has no such device
 * @throws RecognizeError `security/database-changed`
 */
export async function selectDevice(
  sql: Sql,
  rows: RowAuthenticator,
  { recognizeId, deviceId }: DeviceRef,
): Promise<Device | undefined> {
  const [row] = await sql.query<DeviceRow>(
    'select * from recognize_devices where recognize_id = $1 and device_id = $2',
    [recognizeId, deviceId],
  );
  return row && toDevice(rows, row);
}

/**
 * Call it in a transaction.
 *
 * @returns the device with its new name; undefined when the user has no such device
 * @throws RecognizeError `security/database-changed`
 */
export async function updateDeviceName(
  sql: Sql,
  rows: RowAuthenticator,
  { recognizeId, deviceId }: DeviceRef,
  name: string,
): Promise<Device | undefined> {
  const [row] = await sql.query<DeviceRow>(
    'select * from recognize_devices where recognize_id = $1 and device_id = $2 for update',
    [recognizeId, deviceId],
  );
  if (row === undefined) return undefined;
  const device = toDevice(rows, row);
  const mac = rows.mac('recognize_devices', { ...row, name });
  await sql.query('update recognize_devices set name = $2, mac = $3 where device_id = $1', [
    deviceId,
    name,
    mac,
  ]);
  return { ...device, name };
}

/**
 * Deletes the device, and by foreign keys its shares.
 *
 * @returns false when the user has no such device
 */
export async function deleteDevice(sql: Sql, { recognizeId, deviceId }: DeviceRef): Promise<boolean> {
  const rows = await sql.query(
    'delete from recognize_devices where recognize_id = $1 and device_id = $2 returning device_id',
    [recognizeId, deviceId],
  );
  return rows.length > 0;
}

/** @returns the ids of the deleted devices */
export async function deleteDevicesOf(sql: Sql, recognizeId: string): Promise<string[]> {
  const rows = await sql.query<{ readonly device_id: string }>(
    'delete from recognize_devices where recognize_id = $1 returning device_id',
    [recognizeId],
  );
  return rows.map((row) => row.device_id);
}

/** Users with devices that had expired at `time`, at most `limit`. */
export async function listUsersWithDevicesExpiredAt(
  sql: Sql,
  time: number,
  limit: number,
): Promise<string[]> {
  const rows = await sql.query<{ readonly recognize_id: string }>(
    'select distinct recognize_id from recognize_devices where expires > 0 and expires <= $1 limit $2',
    [time, limit],
  );
  return rows.map((row) => row.recognize_id);
}

/**
 * Deletes the devices of a user that had expired at `time`.
 *
 * @returns their ids
 */
export async function deleteDevicesOfUserExpiredAt(
  sql: Sql,
  recognizeId: string,
  time: number,
): Promise<string[]> {
  const rows = await sql.query<{ readonly device_id: string }>(
    `delete from recognize_devices where recognize_id = $1 and expires > 0 and expires <= $2
     returning device_id`,
    [recognizeId, time],
  );
  return rows.map((row) => row.device_id);
}

/** Deletes devices that had expired at `time`, at most `limit`. @returns how many */
export async function deleteDevicesExpiredAt(sql: Sql, time: number, limit: number): Promise<number> {
  const rows = await sql.query(
    `delete from recognize_devices where device_id in
       (select device_id from recognize_devices where expires > 0 and expires <= $1
        order by expires limit $2 for update skip locked)
     returning device_id`,
    [time, limit],
  );
  return rows.length;
}

export async function insertDevice(sql: Sql, rows: RowAuthenticator, device: NewDevice): Promise<void> {
  const row = toRow(device);
  const columns = Object.keys(row);
  await sql.query(
    `insert into recognize_devices (${columns}, mac) values (${columns.map((_, i) => `$${i + 1}`)}, $${columns.length + 1})`,
    [...Object.values(row), rows.mac('recognize_devices', row)],
  );
}
