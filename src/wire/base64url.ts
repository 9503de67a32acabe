import { RecognizeError } from '../errors.ts';
import type { Bytes } from './bytes.ts';

// Tables and whole bytes, because bodies have 90,000 characters and Node's atob looks at each of them in a string.
const alphabet = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
const none = 64;
const values = new Uint8Array(128).fill(none);
alphabet.forEach((character, value) => {
  values[character] = value;
});

/** Bytes as base64url without padding (RFC 4648, section 5). */
export function toBase64url(bytes: Uint8Array): string {
  const out = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  for (let i = 0, at = 0; i < bytes.length; i += 3) {
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let shift = 18; shift >= 0 && at < out.length; shift -= 6)
      out[at++] = alphabet[(group >> shift) & 63]!;
  }
  return new TextDecoder().decode(out);
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
  for (let i = 0; i < text.length; i++) {
    const value = values[text.charCodeAt(i)] ?? none;
    if (value === none) throw malformed();
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
