import { RecognizeError } from '../errors.ts';
import type { Bytes } from '../matching/bytes.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const values = new Map([...alphabet].map((character, value) => [character, value]));

/** Bytes as base64url without padding (RFC 4648, section 5). */
export function toBase64url(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let k = 0; k <= Math.min(left, 3); k++) out += alphabet[(group >> (18 - 6 * k)) & 63];
  }
  return out;
}

/**
 * The bytes of a base64url text. Strict: no padding, no other characters, no stray bits, so that every byte string has one form.
 *
 * @throws RecognizeError `security/envelope-invalid`
 */
export function fromBase64url(text: string): Bytes {
  if (text.length % 4 === 1) throw malformed();
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [group, bits, at] = [0, 0, 0];
  for (const character of text) {
    const value = values.get(character);
    if (value === undefined) throw malformed();
    group = ((group << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = group >> bits;
    }
  }
  if ((group & ((1 << bits) - 1)) !== 0) throw malformed();
  return out;
}

const malformed = () => new RecognizeError('security/envelope-invalid', { detail: 'not base64url' });
