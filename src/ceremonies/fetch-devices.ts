import { type Device, parseDevices } from '../wire/device.ts';
import { callHost } from './call-host.ts';
import { devicesPath } from './paths.ts';
import type { DeviceContext, HostCall } from './types.ts';

/**
 * All client devices of a user, as the backend lists them.
 *
 * @param ceremony on whose behalf the list is requested; the host may allow it for one ceremony and not for another
 * @throws RecognizeError `host/*`, `server/*`, `ceremony/aborted`
 */
export function fetchDevices(
  context: DeviceContext,
  recognizeId: string,
  ceremony: HostCall['ceremony'] = 'devices',
): Promise<readonly Device[]> {
  const path = devicesPath(recognizeId);
  return callHost(context, { ceremony, operation: 'list-devices', method: 'GET', path }, parseDevices);
}
