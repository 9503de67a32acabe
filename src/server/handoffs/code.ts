import { createHmac } from 'node:crypto';

/** The two digits of a hand-off, `00` to `99`. */
export type DeriveCode = (handoffId: string) => string;

/**
 * The code that the desktop shows and the person types on the phone. It is derived, so that no copy of the database contains it.
 *
 * @param key 32 bytes
 */
export const createCodeDerivation =
  (key: Uint8Array): DeriveCode =>
  (handoffId) => {
    const digest = createHmac('sha256', key).update(handoffId).digest();
    // 2^32 is no multiple of 100: the digits 00 to 95 are more probable by one in forty million.
    return String(digest.readUInt32BE(0) % 100).padStart(2, '0');
  };
