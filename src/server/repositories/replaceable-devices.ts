import type { RowAuthenticator } from '../row-authentication.ts';
import type { Sql } from '../storage/sql.ts';
import type { DeviceRow } from './device-row.ts';
import type { DeviceRef } from './devices.ts';

/**
 * The id of the bound browser of the user with this public key, 64 bytes.
 *
 * @throws RecognizeError `security/database-changed`
 */
export async function selectDeviceIdByKey(
  sql: Sql,
  rows: RowAuthenticator,
  recognizeId: string,
  publicKey: Uint8Array,
): Promise<string | undefined> {
  const [row] = await sql.query<DeviceRow>(
    `select * from recognize_devices where recognize_id = $1 and type = 'SDK' and public_key = $2`,
    [recognizeId, publicKey],
  );
  return verifiedId(rows, row);
}

export async function isActiveDevice(
  sql: Sql,
  { recognizeId, deviceId }: DeviceRef,
  now: number,
): Promise<boolean> {
  const rows = await sql.query(
    `select device_id from recognize_devices
     where recognize_id = $1 and device_id = $2 and (expires = 0 or expires > $3)`,
    [recognizeId, deviceId, now],
  );
  return rows.length > 0;
}

/**
 * The oldest bound browser of the user that was never used and has this browser and system, both known.
 *
 * @throws RecognizeError `security/database-changed`
 */
export async function selectUnusedDeviceId(
  sql: Sql,
  rows: RowAuthenticator,
  recognizeId: string,
  { browser, system }: { readonly browser?: string; readonly system?: string },
): Promise<string | undefined> {
  const [row] = await sql.query<DeviceRow>(
    `select * from recognize_devices
     where recognize_id = $1 and type = 'SDK' and last_used is null and browser = $2 and system = $3
     order by created, device_id limit 1`,
    [recognizeId, browser ?? null, system ?? null],
  );
  return verifiedId(rows, row);
}

function verifiedId(rows: RowAuthenticator, row: DeviceRow | undefined): string | undefined {
  if (row !== undefined) rows.verify('recognize_devices', row);
  return row?.device_id;
}
