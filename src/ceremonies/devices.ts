import { RecognizeError } from '../errors.ts';
import { type Device, parseDevice } from '../wire/device.ts';
import { ask } from './call-host.ts';
import { devicePath, devicesPath, fetchDevices, personPath } from './fetch-devices.ts';
import { reconcilePending } from './reconcile-pending.ts';
import type { DeviceContext } from './types.ts';

export interface DeviceList {
  readonly devices: readonly Device[];
  /** The one of them that is this browser. */
  readonly own?: string;
}

/**
 * Every client device of a person, and which one this browser is. A browser whose device is gone wipes its record.
 *
 * @throws RecognizeError `host/*`, `server/*`, `storage/*`
 */
export async function listDevices(context: DeviceContext, recognizeId: string): Promise<DeviceList> {
  await reconcilePending(context, recognizeId);
  const before = await context.store.read(recognizeId);
  const list = await withOwn(context, recognizeId, await fetchDevices(context, recognizeId));
  // Of that device only: another tab may have bound this browser anew meanwhile.
  if (list.own === undefined && before !== undefined)
    await context.store.forget(recognizeId, before.device.deviceId);
  return list;
}

/** Which one this browser is in a list that the page already has. It may be old or partial: nothing is wiped for it. */
export async function withOwn(
  { store }: Pick<DeviceContext, 'store'>,
  recognizeId: string,
  devices: readonly Device[],
): Promise<DeviceList> {
  const own = (await store.read(recognizeId))?.device.deviceId;
  return own !== undefined && devices.some(({ deviceId }) => deviceId === own)
    ? { devices, own }
    : { devices };
}

export async function renameDevice(
  context: DeviceContext,
  recognizeId: string,
  deviceId: string,
  name: string,
): Promise<Device> {
  const path = devicePath(recognizeId, deviceId);
  const call = {
    ceremony: 'devices',
    operation: 'rename-device',
    method: 'PATCH',
    path,
    body: { name },
  } as const;
  return parseDevice((await ask(context, call)).device);
}

/** Erases a device on the backend, and this browser's record when it is its own. Gone already is as good. */
export async function removeDevice(
  context: DeviceContext,
  recognizeId: string,
  deviceId: string,
): Promise<void> {
  const path = devicePath(recognizeId, deviceId);
  try {
    await ask(context, { ceremony: 'devices', operation: 'remove-device', method: 'DELETE', path });
  } catch (thrown) {
    if (!(thrown instanceof RecognizeError) || thrown.code !== 'server/not-found') throw thrown;
  }
  await context.store.forget(recognizeId, deviceId);
}

/** The permission under which a further client state is enrolled. */
export async function addDevice(context: DeviceContext, recognizeId: string): Promise<string> {
  const call = {
    ceremony: 'devices',
    operation: 'add-device',
    method: 'POST',
    path: devicesPath(recognizeId),
    body: {},
  } as const;
  const { authorization } = await ask(context, call);
  if (typeof authorization !== 'string')
    throw new RecognizeError('host/bad-response', { detail: 'authorization: expected text' });
  return authorization;
}

/** De-enrolls: erases the person on the backend, and this browser's record. */
export async function removePerson(context: DeviceContext, recognizeId: string): Promise<void> {
  const path = personPath(recognizeId);
  await ask(context, { ceremony: 'devices', operation: 'remove-person', method: 'DELETE', path });
  await context.store.remove(recognizeId);
}
