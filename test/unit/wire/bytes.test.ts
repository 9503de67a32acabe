import { expect, it } from 'vitest';
import { bitAt, concat, equal, select, systemRandom, u16, u32, wipe, xor } from '../../../src/wire/bytes.ts';

const bytes = (...values: number[]) => new Uint8Array(values);

it('encodes integers in big-endian order', () => {
  expect(u32(0xfffefdfc)).toEqual(bytes(255, 254, 253, 252));
  expect(u16(0xfffe)).toEqual(bytes(255, 254));
});

it('equal compares all bytes and the lengths', () => {
  expect(equal(bytes(1, 2), bytes(1, 2))).toBe(true);
  expect(equal(bytes(1, 2), bytes(1, 3))).toBe(false);
  expect(equal(bytes(1, 2), bytes(1, 2, 0))).toBe(false);
});

it('xor combines strings of one length and throws a RangeError for different lengths', () => {
  expect(xor(bytes(0b1100, 255), bytes(0b1010, 0))).toEqual(bytes(0b0110, 255));
  expect(() => xor(bytes(1), bytes(1, 2))).toThrow(RangeError);
});

it('select returns the first string for mask −1 and the second for mask 0', () => {
  expect(select(-1, bytes(1, 2), bytes(3, 4))).toEqual(bytes(1, 2));
  expect(select(0, bytes(1, 2), bytes(3, 4))).toEqual(bytes(3, 4));
});

it('bitAt counts from the most significant bit of byte 0', () => {
  expect([0, 7, 8, 15].map((i) => bitAt(bytes(0x80, 0x01), i))).toEqual([1, 0, 0, 1]);
});

it('concat joins strings, and wipe overwrites them with zeros', () => {
  const joined = concat(bytes(1), bytes(), bytes(2, 3));
  expect(joined).toEqual(bytes(1, 2, 3));
  const numbers = new Float32Array([1, 2]);
  wipe(joined, numbers);
  expect([...joined, ...numbers]).toEqual([0, 0, 0, 0, 0]);
});

it('systemRandom fills more than the 65,536 bytes of one call', () => {
  const random = systemRandom(200_000);
  // 32 zero bytes in a row occur by chance once in 10^72.
  for (let offset = 0; offset < random.length; offset += 32)
    expect(random.subarray(offset, offset + 32).some((byte) => byte !== 0)).toBe(true);
});
