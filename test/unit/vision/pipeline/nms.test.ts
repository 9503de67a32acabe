import { describe, expect, it } from 'vitest';
import { iou, mergeCluster, nms } from '../../../../src/vision/pipeline/nms.ts';
import type { Face, Landmarks } from '../../../../src/vision/types.ts';

const landmarks: Landmarks = [
  { x: 32, y: 16 },
  { x: 48, y: 16 },
  { x: 40, y: 24 },
  { x: 32, y: 32 },
  { x: 48, y: 32 },
];
const face = (x: number, score: number): Face => ({
  box: { x, y: 0, width: 10, height: 10 },
  landmarks,
  score,
});

describe('iou', () => {
  it('returns 1 for equal boxes, 1/3 for half an overlap, 0 for adjacent boxes', () => {
    expect(iou(face(0, 1).box, face(0, 1).box)).toBe(1);
    expect(iou(face(0, 1).box, face(5, 1).box)).toBeCloseTo(1 / 3, 9);
    expect(iou(face(0, 1).box, face(10, 1).box)).toBe(0);
  });
});

describe('nms', () => {
  it('returns clusters of overlapping faces, each sorted by score', () => {
    const clusters = nms([face(1, 0.6), face(0, 0.9), face(30, 0.7), face(31, 0.95)], 0.4);
    expect(clusters.map((cluster) => cluster.map(({ score }) => score))).toEqual([
      [0.95, 0.7],
      [0.9, 0.6],
    ]);
  });
});

describe('mergeCluster', () => {
  it('returns the mean weighted by score, with the best score', () => {
    const [a, b, c, d, e] = landmarks;
    const shift = ({ x, y }: (typeof landmarks)[0]) => ({ x: x + 4, y: y - 8 });
    const shifted: Landmarks = [shift(a), shift(b), shift(c), shift(d), shift(e)];
    const merged = mergeCluster([face(0, 0.9), { ...face(4, 0.3), landmarks: shifted }], 0);
    expect(merged.score).toBe(0.9);
    expect(merged.box.x).toBeCloseTo(1, 9);
    expect(merged.box.width).toBeCloseTo(10, 9);
    merged.landmarks.forEach(({ x, y }, i) => {
      expect(x).toBeCloseTo(landmarks[i]!.x + 1, 9);
      expect(y).toBeCloseTo(landmarks[i]!.y - 2, 9);
    });
  });

  it('gives almost no weight to a face just above the threshold', () => {
    expect(mergeCluster([face(0, 0.9), face(4, 0.5001)], 0.5).box.x).toBeLessThan(0.06);
  });

  it('returns a single face unchanged, also at score 0', () => {
    expect(mergeCluster([face(3, 0.5)], 0.5)).toEqual(face(3, 0.5));
    expect(mergeCluster([face(3, 0)], 0)).toEqual(face(3, 0));
  });
});
