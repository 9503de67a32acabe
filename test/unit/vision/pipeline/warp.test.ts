import { describe, expect, it } from 'vitest';
import type { Similarity } from '../../../../src/vision/pipeline/similarity.ts';
import { warp } from '../../../../src/vision/pipeline/warp.ts';
import type { Frame } from '../../../../src/vision/types.ts';
import { colorFrame } from './support.ts';

function redAfterWarp(frame: Frame, similarity: Similarity, width: number, height: number): number[] {
  const values: number[] = [];
  warp(frame, similarity, width, height, (_x, _y, red) => values.push(red));
  return values;
}

describe('warp', () => {
  it('copies pixels under the identity and interpolates between them', () => {
    const ramp = colorFrame(8, 4, (x) => 10 * x);
    const shifted = (tx: number) => redAfterWarp(ramp, { a: 1, b: 0, tx, ty: 0 }, 4, 1);
    expect(shifted(0)).toEqual([0, 10, 20, 30]);
    expect(shifted(-1.5)).toEqual([15, 25, 35, 45]);
  });

  it('rotates by 90 degrees', () => {
    const frame = colorFrame(3, 3, (x, y) => 10 * x + y);
    // (x, y) → (2 − y, x)
    const rotation = { a: 0, b: 1, tx: 2, ty: 0 };
    expect(redAfterWarp(frame, rotation, 3, 3)).toEqual([2, 1, 0, 12, 11, 10, 22, 21, 20]);
  });

  it('is black outside the frame', () => {
    const frame = colorFrame(2, 2, () => 200);
    expect(redAfterWarp(frame, { a: 1, b: 0, tx: 5, ty: 0 }, 3, 1)).toEqual([0, 0, 0]);
  });

  it('averages when shrinking: fine stripes become uniform', () => {
    const stripes = colorFrame(64, 64, (x) => (x % 2 ? 200 : 0));
    const values = redAfterWarp(stripes, { a: 0.25, b: 0, tx: -0.375, ty: -0.375 }, 16, 16);
    for (const value of values.slice(17, 31)) expect(value).toBeCloseTo(100, 0);
  });
});
