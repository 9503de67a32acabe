import { sha256 } from '@noble/hashes/sha2.js';

/** Bytes over an ordinary buffer: what WebCrypto takes and `postMessage` transfers. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** A source of uniformly random bytes. Injected, so that golden vectors can fix it; `systemRandom` everywhere else. */
export type Randomness = (length: number) => Bytes;

/** The platform's generator, which WebCrypto limits to 65,536 bytes a call. */
export const systemRandom: Randomness = (length) => {
  const out = new Uint8Array(length);
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(out.subarray(at, at + 65_536));
  return out;
};

const encoder = new TextEncoder();

export const utf8 = (text: string): Bytes => encoder.encode(text);

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** An unsigned integer as four bytes, big-endian. */
export const u32 = (value: number): Bytes => new Uint8Array([value >>> 24, value >>> 16, value >>> 8, value]);

/** An unsigned integer as two bytes, big-endian. */
export const u16 = (value: number): Bytes => new Uint8Array([value >>> 8, value]);

/** A field of a hash: bytes, text (UTF-8) or an unsigned integer (four bytes, big-endian). */
export type HashField = Uint8Array | string | number;

/**
 * `H(tag, f1, …)`: SHA-256 over `"recognize/match/v1/" || tag` and the fields, each prefixed by its length in four bytes.
 *
 * No tag contains a zero byte and no field reaches 2^24 bytes, so the first length ends the tag and the encoding is injective.
 * Synchronous, because thousands of one-block hashes cost less here than the promises of `crypto.subtle.digest`.
 */
export function H(tag: string, ...fields: readonly HashField[]): Bytes {
  const label = utf8(`recognize/match/v1/${tag}`);
  const parts = fields.map(fieldBytes);
  const input = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, label.length));
  const view = new DataView(input.buffer);
  input.set(label);
  let at = label.length;
  for (const part of parts) {
    view.setUint32(at, part.length);
    input.set(part, at + 4);
    at += 4 + part.length;
  }
  return sha256(input) as Bytes;
}

function fieldBytes(field: HashField): Uint8Array {
  if (typeof field === 'number') return u32(field);
  return typeof field === 'string' ? utf8(field) : field;
}

/** Equality whose time depends on the lengths alone. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}

/** Bitwise sum of two strings of one length. */
export function xor(a: Uint8Array, b: Uint8Array): Bytes {
  if (a.length !== b.length) throw new RangeError(`xor of ${a.length} and ${b.length} bytes`);
  const out = new Uint8Array(a.length);
  for (let i = 0; i < a.length; i++) out[i] = a[i]! ^ b[i]!;
  return out;
}

/** `a` where mask is −1, `b` where mask is 0; no branch on the mask. */
export function select(mask: number, a: Uint8Array, b: Uint8Array): Bytes {
  const out = new Uint8Array(a.length);
  for (let i = 0; i < a.length; i++) out[i] = (a[i]! & mask) | (b[i]! & ~mask);
  return out;
}

/** Bit `i` of a string, the most significant bit of byte 0 first. */
export const bitAt = (bits: Uint8Array, i: number): number => (bits[i >> 3]! >> (7 - (i & 7))) & 1;

/** Overwrites secrets. The engine may hold copies; this shortens their life, it does not end it. */
export function wipe(...secrets: readonly (Uint8Array | Float32Array)[]): void {
  for (const secret of secrets) secret.fill(0);
}
