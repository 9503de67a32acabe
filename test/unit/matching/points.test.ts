import { p256, p256_hasher } from '@noble/curves/nist.js';
import { describe, expect, test } from 'vitest';
import { addToEach, decodePoint, encodePoint, negate, T } from '../../../src/matching/points.ts';
import { utf8 } from '../../../src/wire/bytes.ts';
import { seeded } from './support.ts';

const { Point } = p256;
const random = Array.from({ length: 50 }, (_, i) => {
  const scalar = BigInt(`0x${Buffer.from(seeded(`scalar ${i}`)(32)).toString('hex')}`) % Point.Fn.ORDER;
  return Point.BASE.multiply(scalar).toAffine();
});

test('T is the hash to the curve of "T"', () => {
  const { x, y } = p256_hasher.hashToCurve(utf8('T'), { DST: 'recognize-match-v1-T' }).toAffine();
  expect(T).toEqual({ x, y });
});

describe('against @noble/curves', () => {
  test('sums with T and −T', () => {
    for (const q of [T, negate(T)]) {
      const wanted = random.map((point) => Point.fromAffine(point).add(Point.fromAffine(q)).toAffine());
      expect(addToEach(random, q)).toEqual(wanted.map(({ x, y }) => ({ x, y })));
    }
  });

  test('64 bytes there and back', () => {
    for (const point of random) {
      const bytes = encodePoint(point);
      expect(Buffer.from(bytes).toString('hex')).toBe(Point.fromAffine(point).toHex(false).slice(2));
      expect(decodePoint(bytes)).toEqual({ x: point.x, y: point.y });
    }
  });
});

test('what is no point is refused', () => {
  const one = encodePoint(T);
  const off = one.slice();
  off[63]! ^= 1;
  for (const bytes of [
    off,
    one.slice(1),
    new Uint8Array(64),
    new Uint8Array(64).fill(255),
    new Uint8Array([...one, 0]),
  ]) {
    expect(() => decodePoint(bytes)).toThrow('security/envelope-invalid');
  }
});

test('a sum that the affine formula does not cover is refused', () => {
  expect(() => addToEach([...random, { ...T }], T)).toThrow('security/envelope-invalid');
  expect(() => addToEach([negate(T), ...random], T)).toThrow('security/envelope-invalid');
});
