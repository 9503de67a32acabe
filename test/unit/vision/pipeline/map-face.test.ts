import { expect, it } from 'vitest';
import { mapFace } from '../../../../src/vision/pipeline/map-face.ts';

it('scales, then translates box and landmarks, and keeps the score', () => {
  const at = { x: 1, y: 2 };
  const face = {
    box: { x: 3, y: 4, width: 5, height: 6 },
    landmarks: [at, at, at, at, at],
    score: 0.7,
  } as const;
  const moved = { x: 12, y: 24 };
  expect(mapFace(face, 2, { x: 10, y: 20 })).toEqual({
    box: { x: 16, y: 28, width: 10, height: 12 },
    landmarks: [moved, moved, moved, moved, moved],
    score: 0.7,
  });
});
