import { expect, it } from 'vitest';
import { findFace } from '../../../src/photo/find-face.ts';
import type { Picture } from '../../../src/photo/picture.ts';
import type { Box, Observation, QuarterTurns } from '../../../src/vision/types.ts';
import { errorOf } from '../../support/error-code.ts';

/** A scan in which faces are found only in a part that is not larger than this. */
const [WIDTH, HEIGHT, LARGEST_PART] = [3000, 2000, 1500];

/** @param quarterTurns of the scan; the boxes of the faces are those before it was turned */
function scan(faces: readonly Box[], quarterTurns: QuarterTurns = 0): Picture {
  return {
    width: WIDTH,
    height: HEIGHT,
    async observe(part) {
      const seen = faces.filter(({ x, y, width, height }) => {
        const isInside = x >= part.x && x + width <= part.x + part.width;
        return isInside && y >= part.y && y + height <= part.y + part.height && part.width <= LARGEST_PART;
      });
      const [first, ...others] = seen;
      // As the vision reduces the part.
      const scale = 0.5;
      const [width, height] = [part.width * scale, part.height * scale];
      const common = { quarterTurns, otherFaces: others.length };
      const size = quarterTurns === 0 ? { width, height } : { width: height, height: width };
      if (first === undefined) return { ...common, ...size } as Observation;
      const box = {
        x: (first.x - part.x) * scale,
        y: (first.y - part.y) * scale,
        width: first.width * scale,
        height: first.height * scale,
      };
      const turned = { x: height - box.y - box.height, y: box.x, width: box.height, height: box.width };
      return { ...common, ...size, face: { box: quarterTurns === 0 ? box : turned } } as Observation;
    },
    close: () => {},
  };
}

const face = { x: 300, y: 200, width: 60, height: 80 };

it.each([0, 1] as const)(
  'finds a small face in a part of the picture, turned by %d quarters',
  async (turns) => {
    expect(await findFace(scan([face], turns))).toEqual(face);
  },
);

it('throws photo/several-faces for two faces in different parts, and ignores a much smaller one', async () => {
  const other = { ...face, x: 2700, y: 1700 };
  expect((await errorOf(findFace(scan([face, other]))))?.code).toBe('photo/several-faces');
  expect(await findFace(scan([face, { ...other, width: 20, height: 30 }]))).toEqual(face);
});

it('throws photo/no-face for a picture without one', async () => {
  expect((await errorOf(findFace(scan([]))))?.code).toBe('photo/no-face');
});
