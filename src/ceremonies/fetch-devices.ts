import { toBase64url } from '../wire/base64url.ts';
import { type Bytes, systemRandom } from '../wire/bytes.ts';
import { NONCE_BYTES } from '../wire/configuration.ts';
import { type Device, parseDevices } from '../wire/device.ts';
import { isSignedBy } from '../wire/es256.ts';
import type { JsonObject } from '../wire/json.ts';
import { deviceListStatement } from '../wire/removal-statements.ts';
import { callHost } from './call-host.ts';
import { devicesPath } from './paths.ts';
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
    isSigned: () => isListSigned(context, recognizeId, nonce, response as JsonObject),
  }));
}

/** Without a pinned key, the key in the answer counts: it excludes answers of something that does not know the matcher's protocol. */
async function isListSigned(
  { matcherKey }: DeviceContext,
  recognizeId: string,
  nonce: Bytes,
  { devices, signingKey, signature }: JsonObject,
): Promise<boolean> {
  if (typeof signature !== 'string' || typeof signingKey !== 'string') return false;
  return isSignedBy(matcherKey ?? signingKey, signature, deviceListStatement(nonce, recognizeId, devices));
}
