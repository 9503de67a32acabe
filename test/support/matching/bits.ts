import type { Bytes } from '../../../src/wire/bytes.ts';

export const hammingDistance = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((sum, byte, i) => sum + popcount(byte ^ b[i]!), 0);

/** Number of ones in a byte. */
export function popcount(byte: number): number {
  let count = 0;
  for (let rest = byte; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

/** A copy at the given Hamming distance; the flipped bits are spread over the string. @param bits a string whose number of bits is a power of two */
export function atDistance(bits: Bytes, distance: number): Bytes {
  const n = bits.length * 8;
  const copy = bits.slice();
  // 5 is coprime to every power of two, so no position repeats.
  for (let k = 0; k < distance; k++) flipBit(copy, (k * 5 + 3) % n);
  return copy;
}

/** Flips one bit in place. */
export function flipBit<B extends Uint8Array>(bytes: B, bit: number): B {
  bytes[bit >> 3]! ^= 1 << (7 - (bit & 7));
  return bytes;
}
