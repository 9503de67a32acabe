import { expect, it } from 'vitest';
import { downscale, MAX_SIDE_PIXELS } from '../../../../src/vision/pipeline/downscale.ts';
import { grayFrame } from './support.ts';

it('returns a frame unchanged that is within the limit', () => {
  const frame = grayFrame(MAX_SIDE_PIXELS, 4, () => 7);
  expect(downscale(frame)).toBe(frame);
});

it('makes each pixel the mean of the area that it covers', () => {
  const halved = downscale(grayFrame(2 * MAX_SIDE_PIXELS, 4, (x, y) => 10 * (x % 2) + 40 * (y % 2)));
  expect([halved.width, halved.height]).toEqual([MAX_SIDE_PIXELS, 2]);
  const reds = halved.data.filter((_, i) => i % 4 === 0);
  expect(new Set(reds)).toEqual(new Set([25]));
});

it('weighs partly covered pixels by their covered fraction', () => {
  // Five columns become four: the first takes a quarter of the second, the last a quarter of the fourth.
  const reduced = downscale(grayFrame((MAX_SIDE_PIXELS / 4) * 5, 5, (x) => 50 * (x % 5)));
  const reds = Array.from({ length: 8 }, (_, i) => reduced.data[4 * i]);
  expect(reds).toEqual([10, 70, 130, 190, 10, 70, 130, 190]);
});
