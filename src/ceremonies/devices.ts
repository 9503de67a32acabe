import { RecognizeError } from '../errors.ts';
import type { Device } from '../wire/device.ts';
import { parseAuthorizationResponse, parseDeviceResponse, parseEmptyResponse } from '../wire/responses.ts';
import { callHost } from './call-host.ts';
import { fetchDevices } from './fetch-devices.ts';
import { devicePath, devicesPath, userPath } from './paths.ts';
import { reconcilePending } from './reconcile-pending.ts';
import type { DeviceContext } from './types.ts';

/** The client devices of a user. */
export interface DeviceList {
  readonly devices: readonly Device[];
  /** Device id of this browser, if it is in the list. */
  readonly own?: string;
}

/**
 * Lists all client devices of a user and identifies this browser among them. If this browser is missing in a list that the matcher has
 * signed, its record is removed from the store.
 *
 * @throws RecognizeError `host/*`, `server/*`, `storage/*`, `ceremony/aborted`
 */
export async function listDevices(context: DeviceContext, recognizeId: string): Promise<DeviceList> {
  await reconcilePending(context, recognizeId);
  const before = await context.store.read(recognizeId);
  const { devices, isSigned } = await fetchDevices(context, recognizeId);
  const list = await identifyOwnDevice(context, recognizeId, devices);
  if (list.own !== undefined || before === undefined) return list;
  // Remove only the record that was read before the request: another tab may have bound this browser again in the meantime.
  if (await isSigned().catch(() => false))
    await context.store.removeRecord(recognizeId, before.device.deviceId);
  return list;
}

/**
 * Identifies this browser in a list that the page provides. The list may be outdated or incomplete, so no record is removed.
 *
 * @throws RecognizeError `storage/*`
 */
export async function identifyOwnDevice(
  { store }: Pick<DeviceContext, 'store'>,
  recognizeId: string,
  devices: readonly Device[],
): Promise<DeviceList> {
  const own = (await store.read(recognizeId))?.device.deviceId;
  return own !== undefined && devices.some(({ deviceId }) => deviceId === own)
    ? { devices, own }
    : { devices };
}

/**
 * Renames a client device and resolves with its new record.
 *
 * @param name 1 to 80 characters
 * @throws RecognizeError `usage/invalid-property` for an impossible id, `host/*`, `server/*`, `ceremony/aborted`
 */
export async function renameDevice(
  context: DeviceContext,
  recognizeId: string,
  deviceId: string,
  name: string,
): Promise<Device> {
  const path = devicePath(recognizeId, deviceId);
  return callHost(
    context,
    { ceremony: 'devices', operation: 'rename-device', method: 'PATCH', path, body: { name } },
    parseDeviceResponse,
  );
}

/**
 * Removes a client device from the backend, and the record of this browser if it is that device. Succeeds if the backend has removed the
 * device already; for the device of this browser the matcher must confirm that.
 *
 * @throws RecognizeError `usage/invalid-property` for an impossible id, `host/*`, `server/*`, `storage/*`, `ceremony/aborted`
 */
export async function removeDevice(
  context: DeviceContext,
  recognizeId: string,
  deviceId: string,
): Promise<void> {
  const path = devicePath(recognizeId, deviceId);
  try {
    await callHost(
      context,
      { ceremony: 'devices', operation: 'remove-device', method: 'DELETE', path },
      parseEmptyResponse,
    );
  } catch (thrown) {
    if (!(thrown instanceof RecognizeError) || thrown.code !== 'server/not-found') throw thrown;
    const own = (await context.store.read(recognizeId))?.device.deviceId;
    if (own === deviceId && !(await isRemoved(context, recognizeId, deviceId))) throw thrown;
  }
  await context.store.removeRecord(recognizeId, deviceId);
}

/** Whether the matcher has signed a list without the device. */
async function isRemoved(context: DeviceContext, recognizeId: string, deviceId: string): Promise<boolean> {
  const { devices, isSigned } = await fetchDevices(context, recognizeId);
  return devices.every((device) => device.deviceId !== deviceId) && isSigned();
}

/**
 * Requests an authorization to enroll one more client state.
 *
 * @throws RecognizeError `host/*`, `server/*`, `ceremony/aborted`
 */
export async function addDevice(context: DeviceContext, recognizeId: string): Promise<string> {
  const path = devicesPath(recognizeId);
  return callHost(
    context,
    { ceremony: 'devices', operation: 'add-device', method: 'POST', path, body: {} },
    parseAuthorizationResponse,
  );
}

/**
 * De-enrolls a user: removes all data of the user from the backend, and the record and the pending runs from this browser.
 *
 * @throws RecognizeError `host/*`, `server/*`, `storage/*`, `ceremony/aborted`
 */
export async function removePerson(context: DeviceContext, recognizeId: string): Promise<void> {
  const path = userPath(recognizeId);
  await callHost(
    context,
    { ceremony: 'devices', operation: 'remove-person', method: 'DELETE', path },
    parseEmptyResponse,
  );
  await context.store.removeUser(recognizeId);
}
