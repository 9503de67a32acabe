import { describe, expect, it } from 'vitest';
import { apply, fitSimilarity, invert } from '../../../../src/vision/pipeline/similarity.ts';
import type { Landmarks, Point } from '../../../../src/vision/types.ts';

const landmarks: Landmarks = [
  { x: 30, y: 40 },
  { x: 70, y: 40 },
  { x: 50, y: 60 },
  { x: 35, y: 82 },
  { x: 65, y: 82 },
];

describe('fitSimilarity', () => {
  it('recovers rotation, scale and translation', () => {
    const truth = { a: 0.6, b: -0.8, tx: 12, ty: -7 };
    const estimate = fitSimilarity(
      landmarks,
      landmarks.map((point) => apply(truth, point)),
    );
    for (const key of ['a', 'b', 'tx', 'ty'] as const) expect(estimate[key]).toBeCloseTo(truth[key], 9);
  });

  it('returns a rotation, never a reflection, for mirrored points', () => {
    const mirrored = landmarks.map(({ x, y }) => ({ x: 100 - x, y }));
    const similarity = fitSimilarity(landmarks, mirrored);
    expect(similarity.a ** 2 + similarity.b ** 2).toBeGreaterThan(0);
    expect(apply(similarity, landmarks[0]).x).not.toBeCloseTo(70, 0);
  });

  it('returns finite values when all points coincide', () => {
    const coincident = landmarks.map((): Point => ({ x: 5, y: 5 }));
    expect(Object.values(fitSimilarity(coincident, landmarks)).every(Number.isFinite)).toBe(true);
  });
});

describe('invert', () => {
  it('returns the inverse map', () => {
    const similarity = { a: 1.5, b: 0.3, tx: 4, ty: 9 };
    const point = apply(invert(similarity), apply(similarity, { x: 3, y: 8 }));
    expect(point.x).toBeCloseTo(3, 9);
    expect(point.y).toBeCloseTo(8, 9);
  });

  it('throws RangeError without scale', () => {
    expect(() => invert({ a: 0, b: 0, tx: 1, ty: 1 })).toThrow(RangeError);
  });
});
