import type { Device, DeviceType } from '../../wire/device.ts';
import type { RowAuthenticator } from '../row-authentication.ts';
import type { Sql } from '../storage/sql.ts';

/** A row of recognize_devices. */
export interface DeviceRow {
  readonly device_id: string;
  readonly recognize_id: string;
  readonly type: DeviceType;
  readonly name: string;
  readonly browser: string | null;
  readonly system: string | null;
  readonly created: number;
  readonly last_used: number | null;
  /** 0: unlimited. */
  readonly expires: number;
  readonly model_id: string;
  readonly n: number;
  readonly state_hash: Uint8Array | null;
  readonly public_key: Uint8Array | null;
  readonly thumbprint: string | null;
  readonly mac: Uint8Array | null;
  readonly failures: readonly number[];
  readonly since_success: number;
  readonly in_life: number;
}

/** Times are milliseconds since the epoch. */
export interface NewDevice {
  readonly deviceId: string;
  readonly recognizeId: string;
  readonly type: DeviceType;
  readonly name: string;
  readonly browser?: string;
  readonly system?: string;
  readonly created: number;
  /** 0: unlimited. */
  readonly expires: number;
  readonly modelId: string;
  /** Bits of the template. */
  readonly n: number;
  readonly stateHash?: Uint8Array;
  readonly publicKey?: Uint8Array;
  readonly thumbprint?: string;
}

/** One device of one user. */
export interface DeviceRef {
  readonly recognizeId: string;
  readonly deviceId: string;
}

/** Counters of the attempts with one device and its share pair, and the lockout of its user. */
export interface AttemptCounters {
  /** End of the user's lockout, milliseconds since the epoch; in the past when there is none. */
  readonly lockedUntil: number;
  /** Times of recent failures of the share pair, milliseconds since the epoch. */
  readonly failures: readonly number[];
  readonly sinceSuccess: number;
  readonly inLifetime: number;
}

/** Limits of one share pair. The window of `failures` is the time after `windowStart`. */
export interface AttemptLimits {
  readonly windowStart: number;
  readonly failures: number;
  readonly sinceSuccess: number;
  readonly inLifetime: number;
}

/** @throws RecognizeError `security/database-changed` */
function toDevice(rows: RowAuthenticator, row: DeviceRow): Device {
  rows.verify('recognize_devices', row);
  return {
    deviceId: row.device_id,
    type: row.type,
    name: row.name,
    created: row.created,
    ...(row.browser === null ? {} : { browser: row.browser }),
    ...(row.system === null ? {} : { system: row.system }),
    ...(row.last_used === null ? {} : { lastUsed: row.last_used }),
    ...(row.expires === 0 ? {} : { expires: row.expires }),
    ...(row.thumbprint === null ? {} : { keyThumbprint: row.thumbprint }),
  };
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
  const row = {
    device_id: device.deviceId,
    recognize_id: device.recognizeId,
    type: device.type,
    name: device.name,
    browser: device.browser ?? null,
    system: device.system ?? null,
    created: device.created,
    expires: device.expires,
    model_id: device.modelId,
    n: device.n,
    state_hash: device.stateHash ?? null,
    public_key: device.publicKey ?? null,
    thumbprint: device.thumbprint ?? null,
  };
  const columns = Object.keys(row);
  await sql.query(
    `insert into recognize_devices (${columns}, mac) values (${columns.map((_, i) => `$${i + 1}`)}, $${columns.length + 1})`,
    [...Object.values(row), rows.mac('recognize_devices', row)],
  );
}

/** @returns undefined when the user has no such device */
export async function selectAttemptCounters(
  sql: Sql,
  { recognizeId, deviceId }: DeviceRef,
): Promise<AttemptCounters | undefined> {
  const [row] = await sql.query<DeviceRow & { readonly locked_until: number }>(
    `select d.*, p.locked_until from recognize_devices d join recognize_people p using (recognize_id)
     where d.device_id = $1 and p.recognize_id = $2`,
    [deviceId, recognizeId],
  );
  return (
    row && {
      lockedUntil: row.locked_until,
      failures: row.failures.map(Number),
      sinceSuccess: row.since_success,
      inLifetime: row.in_life,
    }
  );
}

/**
 * Adds one failure to the counters of the share pair. One statement, which is atomic over parallel transactions: it waits for the row and
 * then evaluates its condition again.
 *
 * @returns false when a limit is reached or the device does not exist; nothing is counted then
 */
export async function addDeviceFailure(
  sql: Sql,
  deviceId: string,
  max: AttemptLimits,
  now: number,
): Promise<boolean> {
  const rows = await sql.query(
    `update recognize_devices set
       failures = array(select t from unnest(failures) t where t > $2) || $3::bigint,
       since_success = since_success + 1, in_life = in_life + 1
     where device_id = $1 and since_success < $4 and in_life < $5
       and cardinality(array(select t from unnest(failures) t where t > $2)) < $6
     returning device_id`,
    [deviceId, max.windowStart, now, max.sinceSuccess, max.inLifetime, max.failures],
  );
  return rows.length > 0;
}

/**
 * Replaces failures after `future` by `now`.
 *
 * @returns whether there were any
 */
export async function correctDeviceTimes(
  sql: Sql,
  deviceId: string,
  { now, future }: { readonly now: number; readonly future: number },
): Promise<boolean> {
  const rows = await sql.query(
    `update recognize_devices set
       failures = array(select case when t > $3 then $2::bigint else t end from unnest(failures) t)
     where device_id = $1 and exists (select from unnest(failures) t where t > $3::bigint)
     returning device_id`,
    [deviceId, now, future],
  );
  return rows.length > 0;
}

/** Removes the failure that was counted at `countedAt`, resets the count since the last success, and sets the time of last use. */
export async function recordDeviceMatch(
  sql: Sql,
  deviceId: string,
  countedAt: number,
  now: number,
): Promise<void> {
  await sql.query(
    `update recognize_devices set last_used = $3, since_success = 0, in_life = greatest(0, in_life - 1),
       failures = case when array_position(failures, $2::bigint) is null then failures
         else failures[1:array_position(failures, $2::bigint) - 1]
           || failures[array_position(failures, $2::bigint) + 1:] end
     where device_id = $1`,
    [deviceId, countedAt, now],
  );
}
