import { describe, expect, it } from 'vitest';
import { BORDER_RATIO, HomographyAlignment } from '../../../../src/vision/pipeline/homography-alignment.ts';

const SIDE = 32;
const PATCH_SIDE = SIDE * (1 + 2 * BORDER_RATIO);

/** A patch of a smooth picture that was moved by (dx, dy), in units of half a side. */
const patchOf = (dx: number, dy: number, brightness = 1, offset = 0) =>
  Float32Array.from({ length: PATCH_SIDE ** 2 }, (_, i) => {
    const x = (2 * (i % PATCH_SIDE) - PATCH_SIDE + 1) / SIDE - dx;
    const y = (2 * Math.floor(i / PATCH_SIDE) - PATCH_SIDE + 1) / SIDE - dy;
    const value = Math.sin(4 * x + y) + Math.sin(3 * y - 2 * x) + Math.cos(5 * x * y);
    return offset + brightness * (120 + 30 * value);
  });

const identity = () => Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);

function aligned(patch: Float32Array, steps = 20) {
  const alignment = new HomographyAlignment(SIDE);
  alignment.setReference(patchOf(0, 0));
  const homography = identity();
  return { residual: alignment.align(patch, homography, steps), homography };
}

describe('HomographyAlignment', () => {
  it.each([
    [0, 0],
    [0.1, 0],
    [-0.15, 0.1],
    [0.2, -0.2],
  ])('finds a shift by %d and %d', (dx, dy) => {
    const { residual, homography } = aligned(patchOf(dx, dy));
    expect(residual).toBeLessThan(0.001);
    expect([homography[2], homography[5]]).toEqual([expect.closeTo(dx, 1), expect.closeTo(dy, 1)]);
  });

  it('ignores brightness and contrast', () => {
    expect(aligned(patchOf(0.1, 0.05, 0.4, 60)).residual).toBeLessThan(0.001);
  });

  it('does not move without steps, and reports the residual as it is', () => {
    const { residual, homography } = aligned(patchOf(0.2, 0), 0);
    expect(residual).toBeGreaterThan(0.05);
    expect(homography).toEqual(identity());
  });

  it('leaves a large residual for another picture', () => {
    const other = Float32Array.from(patchOf(0, 0)).reverse();
    expect(aligned(other).residual).toBeGreaterThan(0.2);
  });

  it('refuses a reference without texture, and reports no agreement with such a patch', () => {
    const plain = new Float32Array(PATCH_SIDE ** 2).fill(90);
    expect(new HomographyAlignment(SIDE).setReference(plain)).toBe(false);
    expect(aligned(plain).residual).toBe(1);
  });
});
