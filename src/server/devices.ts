import * as v from 'valibot';
import { RecognizeError } from '../errors.ts';
import type { Device } from '../wire/device.ts';
import { deviceIdSchema, recognizeIdSchema } from '../wire/ids.ts';
import type { Context } from './context.ts';
import type { RemovalReason } from './on-removed.ts';
import { countActiveDevices, isActiveDevice } from './repositories/active-devices.ts';
import { deleteCeremoniesOf } from './repositories/ceremonies.ts';
import { deleteChallengesOf } from './repositories/challenges.ts';
import {
  type DeviceRef,
  deleteDevice,
  deleteDevicesOf,
  selectDevice,
  updateDeviceName,
} from './repositories/devices.ts';
import { deleteHandoffsOf } from './repositories/handoffs.ts';
import { deleteUser, lockUserRow } from './repositories/people.ts';
import type { RowAuthenticator } from './row-authentication.ts';
import type { Sql, Storage } from './storage/sql.ts';

/** @throws RecognizeError `server/not-found`, `security/database-changed` */
export async function findDevice(sql: Sql, rows: RowAuthenticator, device: DeviceRef): Promise<Device> {
  requireDeviceId(device);
  return requireFound(await selectDevice(sql, rows, device));
}

/** @throws RecognizeError `server/not-found`, `security/database-changed` */
export async function renameDevice(
  storage: Storage,
  rows: RowAuthenticator,
  device: DeviceRef,
  name: string,
): Promise<Device> {
  requireDeviceId(device);
  return requireFound(await storage.transaction((sql) => updateDeviceName(sql, rows, device, name)));
}

/**
 * Whether the user has the device, and it has not expired. False for anything that is no id: the values may come from a request.
 *
 * @throws RecognizeError `security/database-changed`
 */
export const hasDevice = async (
  sql: Sql,
  { keys, now }: Pick<Context, 'keys' | 'now'>,
  device: DeviceRef,
): Promise<boolean> => isDeviceRef(device) && isActiveDevice(sql, keys.rows, device, now());

/** Erases a device with its server shares. @throws RecognizeError `server/not-found` */
export async function removeDevice(context: Context, device: DeviceRef): Promise<void> {
  requireDeviceId(device);
  await context.storage.transaction(async (sql) => {
    // The user's row first, as in `lockUser`.
    await lockUserRow(sql, device.recognizeId);
    if (!(await eraseDevice(context, sql, device, 'removed'))) throw unknownDevice();
  });
}

/** De-enrolls the user: erases every device, share, counter, issued challenge and open ceremony. Succeeds also when nothing is stored. */
export const removePerson = (context: Context, recognizeId: string): Promise<void> =>
  context.storage.transaction(async (sql) => {
    // The user's row first, as in `lockUser`: no ceremony of the user can begin after that.
    await lockUserRow(sql, recognizeId);
    await removeDevicesOf(context, sql, recognizeId, 'de-enrolled');
    await deleteUser(sql, recognizeId);
    await deleteCeremoniesOf(sql, recognizeId);
    await deleteChallengesOf(sql, recognizeId);
    await deleteHandoffsOf(sql, recognizeId);
  });

/**
 * Erases one device in a transaction that has locked the user, and calls `onRemoved`.
 *
 * @returns false when the user has no such device
 */
export async function eraseDevice(
  { onRemoved }: Pick<Context, 'onRemoved'>,
  sql: Sql,
  device: DeviceRef,
  reason: RemovalReason,
): Promise<boolean> {
  if (!(await deleteDevice(sql, device))) return false;
  await onRemoved?.(device.recognizeId, [device.deviceId], sql, reason);
  return true;
}

/** Erases all devices of a user in a transaction that has locked the user, and calls `onRemoved`. */
export async function removeDevicesOf(
  { onRemoved }: Pick<Context, 'onRemoved'>,
  sql: Sql,
  recognizeId: string,
  reason: RemovalReason,
): Promise<void> {
  const deviceIds = await deleteDevicesOf(sql, recognizeId);
  // The host may store something for a user without devices, so the callback runs at every de-enrollment.
  if (deviceIds.length > 0 || reason === 'de-enrolled')
    await onRemoved?.(recognizeId, deviceIds, sql, reason);
}

/**
 * Locks the user until the end of the transaction, so that no other transaction changes the user or their ceremonies. Every transaction
 * takes its locks in one order, which prevents deadlocks: the user, then a ceremony, then a device and its shares.
 *
 * @throws RecognizeError `client-state/revoked` when the user was erased
 */
export async function lockUser(sql: Sql, recognizeId: string): Promise<void> {
  if (!(await lockUserRow(sql, recognizeId))) throw new RecognizeError('client-state/revoked');
}

/**
 * Requires that the user can have one more device. The count is exact in a transaction after `lockUser`.
 *
 * @throws RecognizeError `server/device-limit`
 */
export async function requireDeviceQuota(
  sql: Sql,
  recognizeId: string,
  limit: number,
  now: number,
): Promise<void> {
  if ((await countActiveDevices(sql, recognizeId, now)) >= limit)
    throw new RecognizeError('server/device-limit', { detail: `policy.deviceLimit: ${limit} devices` });
}

export const unknownDevice = (): RecognizeError =>
  new RecognizeError('server/not-found', { detail: 'deviceId: expected a device of this user' });

/** @throws RecognizeError `server/not-found` */
export function requireDeviceId(device: DeviceRef): void {
  if (!isDeviceRef(device)) throw unknownDevice();
}

const isDeviceRef = ({ recognizeId, deviceId }: DeviceRef): boolean =>
  v.is(recognizeIdSchema, recognizeId) && v.is(deviceIdSchema, deviceId);

function requireFound(device: Device | undefined): Device {
  if (device === undefined) throw unknownDevice();
  return device;
}
