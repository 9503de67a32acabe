import { expect } from 'vitest';

/** A copy with one byte replaced. */
export function withByte(bytes: Uint8Array, offset: number, value: number): Uint8Array {
  const copy = bytes.slice();
  copy[offset] = value;
  return copy;
}

export const expectInvalid = (parse: () => unknown) => expect(parse).toThrow('security/envelope-invalid');

/** Lengths that no message has. */
export const wrongLengths = [0, 1, 100];
