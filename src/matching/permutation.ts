import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, bitAt, concat, u32 } from '../wire/bytes.ts';

/**
 * The secret permutation π of 0 … n−1 that a seed yields: Fisher–Yates from the last position (Knuth, The Art of Computer Programming 2,
 * 3.4.2, algorithm P). The random numbers are the big-endian 16-bit words of SHA-256(seed ‖ counter), counter = 0, 1, … in 4 bytes. Words
 * that would bias the remainder are rejected.
 *
 * @param seed 32 bytes
 * @param n at most 65,536
 */
export function permutationFromSeed(seed: Uint8Array, n: number): Uint16Array {
  const permutation = Uint16Array.from({ length: n }, (_, i) => i);
  const nextWord = wordGenerator(seed);
  for (let i = n - 1; i > 0; i--) {
    const limit = 65_536 - (65_536 % (i + 1));
    let word = nextWord();
    while (word >= limit) word = nextWord();
    const j = word % (i + 1);
    const previous = permutation[i]!;
    permutation[i] = permutation[j]!;
    permutation[j] = previous;
  }
  return permutation;
}

/** Permutes bits: wire i of the threshold gate carries bit π(i). */
export function permuteBits(bits: Uint8Array, seed: Uint8Array): Bytes {
  const permuted = new Uint8Array(bits.length);
  permutationFromSeed(seed, bits.length * 8).forEach((source, i) => {
    permuted[i >> 3]! |= bitAt(bits, source) << (7 - (i & 7));
  });
  return permuted;
}

function wordGenerator(seed: Uint8Array): () => number {
  let counter = 0;
  let block = new Uint8Array(0);
  let offset = 0;
  return () => {
    if (offset === block.length) {
      block = new Uint8Array(sha256(concat(seed, u32(counter++))));
      offset = 0;
    }
    const word = (block[offset]! << 8) | block[offset + 1]!;
    offset += 2;
    return word;
  };
}
