import { expect, it } from 'vitest';
import { livenessCrop } from '../../../../src/vision/pipeline/liveness-crop.ts';

const frame = { width: 640, height: 480 };

it.each([
  [
    'enlarges a box about its center',
    { x: 300, y: 200, width: 60, height: 80 },
    2.5,
    { x: 255, y: 140, width: 150, height: 200 },
  ],
  [
    'moves the crop into the frame',
    { x: 0, y: 400, width: 60, height: 80 },
    2.5,
    { x: 0, y: 280, width: 150, height: 200 },
  ],
  [
    'enlarges less where the frame is too small',
    { x: 220, y: 90, width: 200, height: 300 },
    2.7,
    { x: 160, y: 0, width: 320, height: 480 },
  ],
])('%s', (_case, box, cropScale, expected) => {
  const { x, y, width, height } = livenessCrop(box, frame, cropScale);
  expect([x, y, width, height].map((value) => Math.round(value * 1e6) / 1e6)).toEqual(
    Object.values(expected),
  );
});
