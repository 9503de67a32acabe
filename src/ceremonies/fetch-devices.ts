import { toBase64url } from '../wire/base64url.ts';
import { type Bytes, systemRandom } from '../wire/bytes.ts';
import { NONCE_BYTES, parseConfiguration } from '../wire/configuration.ts';
import { type Device, parseDevices } from '../wire/device.ts';
import { isSignedBy } from '../wire/es256.ts';
import type { JsonObject } from '../wire/json.ts';
import { deviceListStatement } from '../wire/removal-statements.ts';
import { callHost } from './call-host.ts';
import { CONFIGURATION_PATH, devicesPath } from './paths.ts';
import type { DeviceContext, HostCall } from './types.ts';

export interface FetchedDevices {
  readonly devices: readonly Device[];
  /**
   * Whether the matcher has signed this list for this request. Only then a browser deletes its key because it is not in the list: anything
   * in front of the matcher could have answered, and the key cannot be generated again.
   */
  readonly isSigned: () => Promise<boolean>;
}

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
): Promise<FetchedDevices> {
  const nonce = systemRandom(NONCE_BYTES);
  const path = `${devicesPath(recognizeId)}?nonce=${toBase64url(nonce)}`;
  return callHost(context, { ceremony, operation: 'list-devices', method: 'GET', path }, (response) => ({
    devices: parseDevices(response),
    isSigned: () => isListSigned(context, ceremony, recognizeId, nonce, response as JsonObject),
  }));
}

async function isListSigned(
  context: DeviceContext,
  ceremony: HostCall['ceremony'],
  recognizeId: string,
  nonce: Bytes,
  { devices, signature }: JsonObject,
): Promise<boolean> {
  if (typeof signature !== 'string') return false;
  const signingKey = context.matcherKey ?? (await fetchSigningKey(context, ceremony));
  return isSignedBy(signingKey, signature, deviceListStatement(nonce, recognizeId, devices));
}

const fetchSigningKey = async (context: DeviceContext, ceremony: HostCall['ceremony']): Promise<string> => {
  const call = { ceremony, operation: 'configuration', method: 'GET', path: CONFIGURATION_PATH } as const;
  return (await callHost(context, call, parseConfiguration)).signingKey;
};
