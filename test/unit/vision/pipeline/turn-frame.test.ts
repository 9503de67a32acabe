import { expect, it } from 'vitest';
import { turnFrame } from '../../../../src/vision/pipeline/turn-frame.ts';
import type { Frame } from '../../../../src/vision/types.ts';

/** Two columns and three rows, numbered. */
const frame = { width: 2, height: 3, data: Uint8ClampedArray.from({ length: 24 }, (_, i) => i >> 2) };
const numbers = ({ data }: Frame) => [...data].filter((_, i) => i % 4 === 0);

it('turns a picture clockwise', () => {
  expect(turnFrame(frame, 1)).toMatchObject({ width: 3, height: 2 });
  expect(numbers(turnFrame(frame, 1))).toEqual([4, 2, 0, 5, 3, 1]);
  expect(numbers(turnFrame(frame, 2))).toEqual([5, 4, 3, 2, 1, 0]);
  expect(numbers(turnFrame(frame, 3))).toEqual([1, 3, 5, 0, 2, 4]);
});

it('reduces a picture whose longer side is above the limit', () => {
  const blank = { width: 640, height: 480, data: new Uint8ClampedArray(640 * 480 * 4) };
  expect(turnFrame(blank, 1, 320)).toMatchObject({ width: 240, height: 320 });
});
