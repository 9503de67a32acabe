import { RecognizeError } from '../errors.ts';
import { type Device, parseDevice, parseDevices } from '../protocol/device.ts';
import type { BoundRecord } from '../store/store.ts';
import { ask } from './ask.ts';
import { settlePending } from './settle-pending.ts';
import type { DeviceContext } from './types.ts';

export interface DeviceList {
  readonly devices: readonly Device[];
  /** The one of them that is this browser. */
  readonly own?: string;
}

const folder = (recognizeId: string) => `people/${encodeURIComponent(recognizeId)}/devices`;
const place = (recognizeId: string, deviceId: string) =>
  `${folder(recognizeId)}/${encodeURIComponent(deviceId)}`;

/**
 * Every client device of a person, and which one this browser is. A browser whose device is gone wipes its record.
 *
 * @throws RecognizeError `host/*`, `server/*`, `storage/*`
 */
export async function listDevices(context: DeviceContext, recognizeId: string): Promise<DeviceList> {
  await settlePending(context, recognizeId);
  const before = await context.store.read(recognizeId);
  const call = {
    ceremony: 'devices',
    operation: 'list-devices',
    method: 'GET',
    path: folder(recognizeId),
  } as const;
  const list = await withOwn(context, recognizeId, parseDevices(await ask(context, call)));
  if (list.own === undefined && before !== undefined) await wipe(context, recognizeId, before);
  return list;
}

/** Wipes a record, unless another tab has bound this browser anew meanwhile. */
async function wipe({ store }: Pick<DeviceContext, 'store'>, recognizeId: string, gone: BoundRecord) {
  const record = await store.read(recognizeId);
  if (record?.device.deviceId === gone.device.deviceId) await store.remove(recognizeId);
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
  const path = place(recognizeId, deviceId);
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
  const path = place(recognizeId, deviceId);
  try {
    await ask(context, { ceremony: 'devices', operation: 'remove-device', method: 'DELETE', path });
  } catch (thrown) {
    if (!(thrown instanceof RecognizeError) || thrown.code !== 'server/not-found') throw thrown;
  }
  const record = await context.store.read(recognizeId);
  if (record?.device.deviceId === deviceId) await context.store.remove(recognizeId);
}

/** The permission under which a further client state is enrolled. */
export async function addDevice(context: DeviceContext, recognizeId: string): Promise<string> {
  const call = {
    ceremony: 'devices',
    operation: 'add-device',
    method: 'POST',
    path: folder(recognizeId),
    body: {},
  } as const;
  const { authorization } = await ask(context, call);
  if (typeof authorization !== 'string')
    throw new RecognizeError('host/bad-response', { detail: 'authorization: expected text' });
  return authorization;
}

/** De-enrolls: erases the person on the backend, and this browser's record. */
export async function removePerson(context: DeviceContext, recognizeId: string): Promise<void> {
  const path = `people/${encodeURIComponent(recognizeId)}`;
  await ask(context, { ceremony: 'devices', operation: 'remove-person', method: 'DELETE', path });
  await context.store.remove(recognizeId);
}
