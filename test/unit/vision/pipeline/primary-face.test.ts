import { describe, expect, it } from 'vitest';
import { primaryFace } from '../../../../src/vision/pipeline/primary-face.ts';
import type { Face } from '../../../../src/vision/types.ts';

const frame = { width: 640, height: 480 };
const at = { x: 0, y: 0 };
/** A square face at half the height of the frame. */
const face = (centerX: number, width: number, score = 0.9): Face => ({
  box: { x: centerX - width / 2, y: 240 - width / 2, width, height: width },
  landmarks: [at, at, at, at, at],
  score,
});

describe('primaryFace', () => {
  it('returns no face for an empty list', () => expect(primaryFace([], frame)).toEqual({ otherFaces: 0 }));

  it('returns the large face in the middle, not the one with the highest score', () => {
    const [user, poster, bystander] = [face(330, 200, 0.6), face(330, 60), face(600, 200)];
    expect(primaryFace([poster, bystander, user], frame)).toEqual({ face: user, otherFaces: 0 });
  });

  it('prefers the face in the middle to a larger one that is half outside the frame', () => {
    const [user, bystander] = [face(300, 180), face(620, 260)];
    expect(primaryFace([bystander, user], frame)).toEqual({ face: user, otherFaces: 0 });
  });

  it('counts other faces that are about as prominent', () => {
    expect(primaryFace([face(220, 160), face(430, 150)], frame).otherFaces).toBe(1);
    expect(primaryFace([face(320, 160), face(320, 90), face(250, 120)], frame).otherFaces).toBe(2);
  });
});
