import { expect, it } from 'vitest';
import { readLuma } from '../../../../src/vision/pipeline/luma-patch.ts';
import { colorFrame, grayFrame } from './support.ts';

const identity = { a: 1, b: 0, tx: 0, ty: 0 };

it('reads the luma of each pixel under the identity', () => {
  const target = new Float32Array(16);
  readLuma(
    grayFrame(4, 4, (x, y) => 10 * x + y),
    identity,
    4,
    target,
  );
  expect(target[5]).toBeCloseTo(11, 0);
  expect(target[14]).toBeCloseTo(23, 0);
});

it('weighs the channels by ITU-R BT.601', () => {
  const target = new Float32Array(1);
  readLuma(
    colorFrame(3, 3, () => 100),
    identity,
    1,
    target,
  );
  expect(target[0]).toBeCloseTo(0.299 * 100 + 0.587 * 50 + 0.114 * 155);
});

it('averages where the frame shrinks', () => {
  const target = new Float32Array(4);
  const stripes = grayFrame(12, 12, (x) => (x % 2 === 0 ? 0 : 200));
  readLuma(stripes, { a: 1 / 6, b: 0, tx: -5 / 12, ty: -5 / 12 }, 2, target);
  for (const value of target) expect(Math.abs(value - 100)).toBeLessThan(40);
});

it('continues the frame beyond its edge', () => {
  const target = new Float32Array(4);
  readLuma(
    grayFrame(4, 4, () => 77),
    { ...identity, tx: 20 },
    2,
    target,
  );
  for (const value of target) expect(value).toBeCloseTo(77);
});
