import type { Bytes, Randomness } from '../../src/wire/bytes.ts';

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const unhex = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'hex'));

/** A generator whose draws are written down; one of another length than the next is a fault. */
export function drawn(...texts: readonly string[]): Randomness {
  const left = texts.map(unhex);
  return (length) => {
    const next = left.shift();
    if (next?.length !== length)
      throw new Error(`a draw of ${length} bytes where ${next?.length} are written`);
    return next;
  };
}

/** Texts of `bytes` bytes each, out of one. */
export const cut = (text: string, bytes: number): string[] =>
  text.match(new RegExp(`.{${2 * bytes}}`, 'g')) ?? [];
