import { describe, expect, it } from 'vitest';
import { cosine, dot, meanOf, normalizeInPlace, removeDirection, subtract } from '../../src/vector.ts';

const vector = (...values: number[]) => Float32Array.from(values);

describe('vector', () => {
  it('gives scalar product and cosine, and 0 as the cosine with a zero vector', () => {
    expect(dot(vector(1, 2, 3), vector(4, 5, 6))).toBe(32);
    expect(cosine(vector(3, 0), vector(2, 2))).toBeCloseTo(Math.SQRT1_2, 6);
    expect(cosine(vector(0, 0), vector(2, 2))).toBe(0);
  });

  it('gives the mean of vectors, each with its weight', () => {
    expect([...meanOf([vector(1, 2), vector(3, 6)])]).toEqual([2, 4]);
    expect([...meanOf([vector(1, 2), vector(3, 6)], [3, 1])]).toEqual([1.5, 3]);
  });

  it('subtracts vectors and leaves them as they are', () => {
    const a = vector(3, 4);
    expect([...subtract(a, [1, 1])]).toEqual([2, 3]);
    expect([...a]).toEqual([3, 4]);
  });

  it('removes a direction in place', () => {
    const a = vector(3, 4);
    removeDirection(a, vector(0, 1));
    expect([...a]).toEqual([3, 0]);
  });

  it('scales to unit length in place, and leaves a vector that is too short as it is', () => {
    const a = vector(3, 4);
    expect(normalizeInPlace(a)).toBe(5);
    expect(Math.hypot(...a)).toBeCloseTo(1, 6);
    const short = vector(3, 4);
    expect(normalizeInPlace(short, 6)).toBe(0);
    expect([...short]).toEqual([3, 4]);
    expect(normalizeInPlace(vector(0, 0))).toBe(0);
  });
});
