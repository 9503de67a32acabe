import type { RowAuthenticator } from '../row-authentication.ts';
import type { Sql } from '../storage/sql.ts';
import type { DeviceRow } from './device-row.ts';

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
