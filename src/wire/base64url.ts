import { RecognizeError, type RecognizeErrorCode } from '../errors.ts';
import type { Bytes } from './bytes.ts';

// Lookup tables, because sealed bodies have 90,000 characters and Node's `atob` checks them one at a time.
const ALPHABET = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
const INVALID = 64;
const VALUES = new Uint8Array(128).fill(INVALID);
ALPHABET.forEach((character, value) => {
  VALUES[character] = value;
});

/** Encodes bytes as base64url without padding (RFC 4648, section 5). */
export function toBase64url(bytes: Uint8Array): string {
  const characters = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  for (let i = 0, length = 0; i < bytes.length; i += 3) {
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let shift = 18; shift >= 0 && length < characters.length; shift -= 6)
      characters[length++] = ALPHABET[(group >> shift) & 63]!;
  }
  return new TextDecoder().decode(characters);
}

/**
 * Decodes base64url. Strict, so that every byte string has exactly one encoding: no padding, no other characters, and the unused bits of
 * the last character must be zero (RFC 4648, section 3.5).
 *
 * @throws SyntaxError on any other string; callers report the error code that fits the source of the string
 */
export function fromBase64url(encoded: string): Bytes {
  if (encoded.length % 4 === 1) throw notBase64url();
  const bytes = new Uint8Array(Math.floor((encoded.length * 3) / 4));
  let [group, bits, length] = [0, 0, 0];
  for (let i = 0; i < encoded.length; i++) {
    const value = VALUES[encoded.charCodeAt(i)] ?? INVALID;
    if (value === INVALID) throw notBase64url();
    group = ((group << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = group >> bits;
    }
  }
  if ((group & ((1 << bits) - 1)) !== 0) throw notBase64url();
  return bytes;
}

/**
 * Decodes a field that came from outside.
 *
 * @param code the code that fits the source of the value, such as `server/bad-request` for a field of an HTTP request
 * @param label name of the field, the beginning of `detail`
 * @throws RecognizeError `code` unless the value is a string of base64url
 */
export function parseBase64url(value: unknown, code: RecognizeErrorCode, label: string): Bytes {
  const detail = `${label}: expected base64url`;
  if (typeof value !== 'string') throw new RecognizeError(code, { detail });
  try {
    return fromBase64url(value);
  } catch (cause) {
    throw new RecognizeError(code, { cause, detail });
  }
}

const notBase64url = () => new SyntaxError('expected base64url without padding');
