import { sha256 } from '@noble/hashes/sha2.js';
import type { Bytes } from '../wire/bytes.ts';
import { bitAt, concat, u32 } from '../wire/bytes.ts';

/**
 * The secret order of the wires: the permutation π of 0…n−1 that a 32-byte seed yields.
 *
 * Fisher–Yates from the top (Knuth, TAOCP 2, 3.4.2, algorithm P). The draws are the big-endian 16-bit words of
 * SHA-256(seed ‖ counter), counter = 0, 1, … in four bytes; words that would bias the remainder are thrown away.
 */
export function permutationFromSeed(seed: Uint8Array, n: number): Uint16Array {
  const order = Uint16Array.from({ length: n }, (_, i) => i);
  const draw = words(seed);
  for (let i = n - 1; i > 0; i--) {
    const limit = 65_536 - (65_536 % (i + 1));
    let word = draw();
    while (word >= limit) word = draw();
    const j = word % (i + 1);
    const swap = order[i]!;
    order[i] = order[j]!;
    order[j] = swap;
  }
  return order;
}

/** Bits in the order of the wires: wire i carries bit π(i). */
export function permuteBits(bits: Uint8Array, seed: Uint8Array): Bytes {
  const order = permutationFromSeed(seed, bits.length * 8);
  const wires = new Uint8Array(bits.length);
  order.forEach((source, i) => {
    wires[i >> 3]! |= bitAt(bits, source) << (7 - (i & 7));
  });
  return wires;
}

function words(seed: Uint8Array): () => number {
  let counter = 0;
  let block = new Uint8Array(0);
  let at = 0;
  return () => {
    if (at === block.length) {
      block = new Uint8Array(sha256(concat(seed, u32(counter++))));
      at = 0;
    }
    const word = (block[at]! << 8) | block[at + 1]!;
    at += 2;
    return word;
  };
}
