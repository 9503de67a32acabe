import { describe, expect, it } from 'vitest';
import { foremost } from '../../../src/vision/pipeline/primary-face.ts';
import type { Face } from '../../../src/vision/types.ts';

const frame = { width: 640, height: 480 };
const at = { x: 0, y: 0 };
/** A face by its middle and its width. */
const face = (middle: number, width: number, score = 0.9): Face => ({
  box: { x: middle - width / 2, y: 240 - width / 2, width, height: width },
  points: [at, at, at, at, at],
  score,
});

describe('the face before the camera', () => {
  it("is nobody's when there is none", () => expect(foremost([], frame)).toEqual({ rivals: 0 }));

  it('is the large one in the middle, not the surest', () => {
    const [person, poster, passer] = [face(330, 200, 0.6), face(330, 60), face(600, 200)];
    expect(foremost([poster, passer, person], frame)).toEqual({ face: person, rivals: 0 });
  });

  it('is the one in the middle, even if a larger one is half out of the picture', () => {
    const [person, other] = [face(300, 180), face(620, 260)];
    expect(foremost([other, person], frame)).toEqual({ face: person, rivals: 0 });
  });

  it('has a rival in one that sits beside it', () => {
    expect(foremost([face(220, 160), face(430, 150)], frame).rivals).toBe(1);
    expect(foremost([face(320, 160), face(320, 90), face(250, 120)], frame).rivals).toBe(2);
  });
});
