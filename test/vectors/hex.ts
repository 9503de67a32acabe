import type { Bytes, Randomness } from '../../src/wire/bytes.ts';

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export const unhex = (digits: string): Bytes => new Uint8Array(Buffer.from(digits, 'hex'));

/** Cuts a hex string into strings of `bytes` bytes each. */
export const splitHex = (digits: string, bytes: number): string[] =>
  digits.match(new RegExp(`.{${2 * bytes}}`, 'g')) ?? [];

/** Returns the values one after the other, as if they were random. @throws Error when another length is requested */
export function fixedRandomness(...values: readonly string[]): Randomness {
  const remaining = values.map(unhex);
  return (length) => {
    const next = remaining.shift();
    if (next?.length !== length)
      throw new Error(`expected a request of ${next?.length} random bytes, not ${length}`);
    return next;
  };
}
