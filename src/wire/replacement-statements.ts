import { type Bytes, concat, utf8 } from './bytes.ts';
import { taggedHash } from './hash.ts';

// A browser that is bound again would leave its former device in the list. These statements let it replace an earlier one. Both
// cover the whole BeginRequest, with its nonce, its token and the new device key.

/** The bytes that the former device key signs: the new device replaces the former one. */
export const formerKeyStatement = (beginRequest: Bytes): Bytes =>
  concat(utf8('recognize/former-key/v1'), taggedHash('m1', beginRequest));

/** The bytes that the new device key signs when the person agrees that an unused device is removed to make room. */
export const replaceUnusedStatement = (beginRequest: Bytes): Bytes =>
  concat(utf8('recognize/replace-unused/v1'), taggedHash('m1', beginRequest));
