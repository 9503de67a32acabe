import { type Device, parseDevices } from '../wire/device.ts';
import { ask } from './call-host.ts';
import type { DeviceContext, HostCall } from './types.ts';

export const personPath = (recognizeId: string) => `people/${encodeURIComponent(recognizeId)}`;
export const devicesPath = (recognizeId: string) => `${personPath(recognizeId)}/devices`;
export const devicePath = (recognizeId: string, deviceId: string) =>
  `${devicesPath(recognizeId)}/${encodeURIComponent(deviceId)}`;

/**
 * Every client device of a person, as the backend lists them.
 *
 * @throws RecognizeError `host/*`, `server/*`
 */
export async function fetchDevices(
  context: DeviceContext,
  recognizeId: string,
  ceremony: HostCall['ceremony'] = 'devices',
): Promise<readonly Device[]> {
  const path = devicesPath(recognizeId);
  return parseDevices(await ask(context, { ceremony, operation: 'list-devices', method: 'GET', path }));
}
