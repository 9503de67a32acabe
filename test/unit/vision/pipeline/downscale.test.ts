import { expect, it } from 'vitest';
import { fitted, longest } from '../../../src/vision/pipeline/downscale.ts';

const frame = (width: number, height: number, paint: (x: number, y: number) => number) => {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++)
    data.fill(paint(i % width, Math.floor(i / width)), 4 * i, 4 * i + 4);
  return { width, height, data };
};

it('leaves a frame alone that is not too long', () => {
  const small = frame(longest, 4, () => 7);
  expect(fitted(small)).toBe(small);
});

it('makes each pixel the mean of what it covers', () => {
  const halved = fitted(frame(2 * longest, 4, (x, y) => 10 * (x % 2) + 40 * (y % 2)));
  expect([halved.width, halved.height]).toEqual([longest, 2]);
  expect(new Set(halved.data)).toEqual(new Set([25]));
  // Five columns in four: the first takes a quarter of the second, the last a quarter of the fourth.
  const odd = fitted(frame((longest / 4) * 5, 5, (x) => 50 * (x % 5)));
  const red = Array.from({ length: 8 }, (_, i) => odd.data[4 * i]);
  expect(red).toEqual([10, 70, 130, 190, 10, 70, 130, 190]);
});
