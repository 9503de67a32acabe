/** Bytes over an `ArrayBuffer` that is not shared: the type that WebCrypto accepts and `postMessage` transfers. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Returns `length` uniformly random bytes. A parameter, so that golden vectors can fix the values; otherwise `systemRandom`. */
export type Randomness = (length: number) => Bytes;

/** `crypto.getRandomValues`, in pieces of 65,536 bytes, the most that it fills in one call (W3C Web Cryptography, 10.1.1). */
export const systemRandom: Randomness = (length) => {
  const bytes = new Uint8Array(length);
  for (let offset = 0; offset < length; offset += 65_536)
    crypto.getRandomValues(bytes.subarray(offset, offset + 65_536));
  return bytes;
};

const encoder = new TextEncoder();

export const utf8 = (value: string): Bytes => encoder.encode(value);

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** 4 bytes, big-endian. @param value 0 to 2^32 − 1 */
export const u32 = (value: number): Bytes => new Uint8Array([value >>> 24, value >>> 16, value >>> 8, value]);

/** 2 bytes, big-endian. @param value 0 to 65,535 */
export const u16 = (value: number): Bytes => new Uint8Array([value >>> 8, value]);

/** Compares in a time that depends only on the two lengths. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}

/** @throws RangeError when the lengths differ */
export function xor(a: Uint8Array, b: Uint8Array): Bytes {
  if (a.length !== b.length) throw new RangeError('xor of different lengths');
  const result = new Uint8Array(a.length);
  for (let i = 0; i < a.length; i++) result[i] = a[i]! ^ b[i]!;
  return result;
}

/**
 * Returns a copy of `a` if `mask` is −1, of `b` if it is 0, without a branch on the mask.
 *
 * @param a and `b`: of the same length
 */
export function select(mask: number, a: Uint8Array, b: Uint8Array): Bytes {
  const selected = new Uint8Array(a.length);
  for (let i = 0; i < a.length; i++) selected[i] = (a[i]! & mask) | (b[i]! & ~mask);
  return selected;
}

/** Bit `i` (0 or 1) of a bit string. Bit 0 is the most significant bit of byte 0. */
export const bitAt = (bits: Uint8Array, i: number): number => (bits[i >> 3]! >> (7 - (i & 7))) & 1;

/** Overwrites secrets with zeros. The JavaScript engine may still hold copies, so this only shortens the time they stay in memory. */
export function wipe(...secrets: readonly (Uint8Array | Float32Array)[]): void {
  for (const secret of secrets) secret.fill(0);
}
