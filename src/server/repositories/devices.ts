import type { Device } from '../../wire/device.ts';
import type { RowAuthenticator } from '../row-authentication.ts';
import type { Sql } from '../storage/sql.ts';
import { type DeviceRow, type NewDevice, toDevice, toRow } from './device-row.ts';

/** One device of one user. */
export interface DeviceRef {
  readonly recognizeId: string;
  readonly deviceId: string;
}

/** Failures of one share pair. */
export interface ShareFailures {
  /** Their times within the last year, milliseconds since the epoch. */
  readonly failures: readonly number[];
  readonly sinceSuccess: number;
}

/** Counters of the attempts with one device and its share pair, and the lockout of its user. */
export interface AttemptCounters extends ShareFailures {
  /** End of the user's lockout, milliseconds since the epoch; in the past when there is none. */
  readonly lockedUntil: number;
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

/** The names of a user's devices. The list shows them; nothing is decided by them. */
export async function selectDeviceNames(sql: Sql, recognizeId: string): Promise<ReadonlySet<string>> {
  const rows = await sql.query<Pick<DeviceRow, 'name'>>(
    'select name from recognize_devices where recognize_id = $1',
    [recognizeId],
  );
  return new Set(rows.map(({ name }) => name));
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
  return row && { lockedUntil: row.locked_until, ...toShareFailures(row) };
}

const toShareFailures = (row: Pick<DeviceRow, 'failures' | 'since_success'>): ShareFailures => ({
  failures: row.failures.map(Number),
  sinceSuccess: row.since_success,
});

/**
 * Locks the row of the device until the end of the transaction.
 *
 * @returns undefined when there is no such device
 */
export async function lockFailureCounters(sql: Sql, deviceId: string): Promise<ShareFailures | undefined> {
  const [row] = await sql.query<DeviceRow>(
    'select failures, since_success from recognize_devices where device_id = $1 for no key update',
    [deviceId],
  );
  return row && toShareFailures(row);
}

/** Adds one failure of the share pair at `now`, and forgets those before `windowStart`. */
export async function addDeviceFailure(
  sql: Sql,
  deviceId: string,
  now: number,
  windowStart: number,
): Promise<void> {
  await sql.query(
    `update recognize_devices set since_success = since_success + 1,
       failures = array(select t from unnest(failures) t where t > $3) || $2::bigint
     where device_id = $1`,
    [deviceId, now, windowStart],
  );
}

/**
 * Forgets all failures of the share pair.
 *
 * @returns false when the user has no such device
 */
export async function clearDeviceFailures(sql: Sql, { recognizeId, deviceId }: DeviceRef): Promise<boolean> {
  const rows = await sql.query(
    `update recognize_devices set failures = '{}', since_success = 0
     where recognize_id = $1 and device_id = $2 returning device_id`,
    [recognizeId, deviceId],
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
    `update recognize_devices set last_used = $3, since_success = 0,
       failures = case when array_position(failures, $2::bigint) is null then failures
         else failures[1:array_position(failures, $2::bigint) - 1]
           || failures[array_position(failures, $2::bigint) + 1:] end
     where device_id = $1`,
    [deviceId, countedAt, now],
  );
}
