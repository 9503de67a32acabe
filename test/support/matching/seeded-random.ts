import { createHash } from 'node:crypto';
import type { Randomness } from '../../../src/wire/bytes.ts';

/** Repeatable random bytes: SHA-256(seed / counter), counter = 0, 1, … */
export function seededRandom(seed: string): Randomness {
  let counter = 0;
  return (length) => {
    const bytes = new Uint8Array(length);
    for (let offset = 0; offset < length; offset += 32) {
      const block = createHash('sha256').update(`${seed}/${counter++}`).digest();
      bytes.set(block.subarray(0, Math.min(32, length - offset)), offset);
    }
    return bytes;
  };
}
