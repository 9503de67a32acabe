import { expect, it } from 'vitest';
import { blur, halve } from '../../../../src/vision/pipeline/blur.ts';

it('blur spreads a point with the weights 1 4 6 4 1 along both axes', () => {
  const image = new Float32Array(49);
  image[24] = 256;
  blur(image, 7, new Float32Array(49));
  const weights = [0, 1, 4, 6, 4, 1, 0];
  expect([...image]).toEqual(weights.flatMap((row) => weights.map((column) => row * column)));
});

it('blur leaves an even image as it is, up to its border', () => {
  const image = new Float32Array(36).fill(7);
  blur(image, 6, new Float32Array(36));
  expect([...image]).toEqual(Array(36).fill(7));
});

it('halve averages 2 × 2 pixels', () => {
  const target = new Float32Array(4);
  halve(Float32Array.of(0, 4, 1, 1, 8, 4, 1, 1, 2, 2, 9, 0, 2, 2, 0, 3), 4, target);
  expect([...target]).toEqual([4, 1, 2, 3]);
});
