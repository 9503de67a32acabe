import { p256, p256_hasher } from '@noble/curves/nist.js';
import { describe, expect, it } from 'vitest';
import { addToEach, decodePoint, encodePoint, negate, T } from '../../../src/matching/p256.ts';
import { utf8 } from '../../../src/wire/bytes.ts';
import { seededRandom } from '../../support/matching/seeded-random.ts';

const { Point } = p256;
const points = Array.from({ length: 50 }, (_, i) => {
  const digits = Buffer.from(seededRandom(`scalar ${i}`)(32)).toString('hex');
  return Point.BASE.multiply(BigInt(`0x${digits}`) % Point.Fn.ORDER).toAffine();
});

it('T is the hash to the curve of "T"', () => {
  const { x, y } = p256_hasher.hashToCurve(utf8('T'), { DST: 'recognize-match-v1-T' }).toAffine();
  expect(T).toEqual({ x, y });
});

describe('agrees with @noble/curves', () => {
  it('on sums with T and −T', () => {
    for (const q of [T, negate(T)]) {
      const expected = points.map((point) => Point.fromAffine(point).add(Point.fromAffine(q)).toAffine());
      expect(addToEach(points, q)).toEqual(expected.map(({ x, y }) => ({ x, y })));
    }
  });

  it('on the encoding of points, which decodes to the same point', () => {
    for (const point of points) {
      const bytes = encodePoint(point);
      expect(Buffer.from(bytes).toString('hex')).toBe(Point.fromAffine(point).toHex(false).slice(2));
      expect(decodePoint(bytes)).toEqual({ x: point.x, y: point.y });
    }
  });
});

const valid = encodePoint(T);

it.each<[string, Uint8Array]>([
  ['a point that is not on the curve', valid.with(63, valid[63]! ^ 1)],
  ['63 bytes', valid.slice(1)],
  ['65 bytes', new Uint8Array([...valid, 0])],
  ['(0, 0)', new Uint8Array(64)],
  ['coordinates above p', new Uint8Array(64).fill(255)],
])('decodePoint refuses %s with security/envelope-invalid', (_, bytes) => {
  expect(() => decodePoint(bytes)).toThrow('security/envelope-invalid');
});

it('addToEach refuses Q and −Q, which the affine formula does not cover, with security/envelope-invalid', () => {
  expect(() => addToEach([...points, { ...T }], T)).toThrow('security/envelope-invalid');
  expect(() => addToEach([negate(T), ...points], T)).toThrow('security/envelope-invalid');
});
