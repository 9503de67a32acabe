import type { Device } from '../../wire/device.ts';
import type { RowAuthenticator } from '../row-authentication.ts';
import type { Sql } from '../storage/sql.ts';
import { type DeviceRow, toDevice } from './device-row.ts';
import type { DeviceRef } from './devices.ts';

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
