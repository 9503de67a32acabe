import { type Bytes, concat, utf8 } from './bytes.ts';
import { taggedHash } from './hash.ts';
import { canonicalJson } from './transaction.ts';

// What the matcher signs before a browser deletes its key: the key cannot be generated again, and any server in front of the matcher could
// answer with an empty list.

/**
 * The bytes that the signing key signs to confirm a list of devices.
 *
 * @param nonce 32 random bytes of the browser
 * @param devices the list in the response, as plain JSON
 */
export const deviceListStatement = (nonce: Bytes, recognizeId: string, devices: unknown): Bytes =>
  concat(utf8('recognize/devices/v1'), nonce, taggedHash('devices', recognizeId, canonicalJson(devices)));

/**
 * The bytes that the signing key signs to confirm that no device of the user has the device key in a BeginRequest.
 *
 * @param beginRequest contains a random nonce
 */
export const revokedKeyStatement = (beginRequest: Bytes): Bytes =>
  concat(utf8('recognize/revoked-key/v1'), taggedHash('m1', beginRequest));
