import type { Box, Face, Point } from '../types.ts';

/** Intersection over union, 0..1. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (!(width > 0 && height > 0)) return 0;
  const both = width * height;
  return both / (a.width * a.height + b.width * b.height - both);
}

/** Non-maximum suppression: what overlaps a better box by more than `threshold` is its heap's. Heaps and what lies in them best first. */
export function heapsOf(faces: readonly Face[], threshold: number): (readonly [Face, ...Face[]])[] {
  const heaps: [Face, ...Face[]][] = [];
  for (const face of [...faces].sort((a, b) => b.score - a.score)) {
    const heap = heaps.find(([best]) => overlap(face.box, best.box) > threshold);
    if (heap === undefined) heaps.push([face]);
    else heap.push(face);
  }
  return heaps;
}

/**
 * One face from a heap: box and points are means weighted by score, the score is the best one (Bazarevsky et al., "BlazeFace", 2019).
 * Each cell of our net errs in its own way with its place in the face: the mean's points are nearer to the truth by a tenth.
 *
 * @param floor the least score of a cell; what weighs is the score above it (and a hundredth of it, so that there is some weight), so that
 *   a cell which just passes changes nothing by a jump
 */
export function blend(heap: readonly [Face, ...Face[]], floor: number): Face {
  const weight = ({ score }: Face) => score - 0.99 * floor + Number.EPSILON;
  const total = heap.reduce((sum, face) => sum + weight(face), 0);
  const mean = (read: (face: Face) => number) =>
    heap.reduce((sum, face) => sum + weight(face) * read(face), 0) / total;
  const point = (i: 0 | 1 | 2 | 3 | 4): Point => ({
    x: mean(({ points }) => points[i].x),
    y: mean(({ points }) => points[i].y),
  });
  return {
    box: {
      x: mean(({ box }) => box.x),
      y: mean(({ box }) => box.y),
      width: mean(({ box }) => box.width),
      height: mean(({ box }) => box.height),
    },
    points: [point(0), point(1), point(2), point(3), point(4)],
    score: heap[0].score,
  };
}
