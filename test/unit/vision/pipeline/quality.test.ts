import { expect, it } from 'vitest';
import { assess } from '../../../src/vision/pipeline/quality.ts';
import type { Face, Frame } from '../../../src/vision/types.ts';

const side = 160;
const front: Face['points'] = [
  { x: 60, y: 60 },
  { x: 100, y: 60 },
  { x: 80, y: 81 },
  { x: 64, y: 102 },
  { x: 96, y: 102 },
];
const box = { x: 40, y: 30, width: 80, height: 100 };
const face = (change: Partial<Face> = {}): Face => ({ box, points: front, score: 1, ...change });

function frame(paint: (x: number, y: number) => number): Frame {
  const data = new Uint8ClampedArray(side * side * 4);
  for (let i = 0; i < side * side; i++) data.fill(paint(i % side, Math.floor(i / side)), 4 * i, 4 * i + 4);
  return { width: side, height: side, data };
}

const sharp = frame((x, y) => (((x >> 3) + (y >> 3)) % 2 ? 190 : 70));
const issuesOf = (view: Frame, seen = face()) => assess(view, seen).issues;

it('finds nothing wrong with a sharp, lit face from the front', () => {
  const quality = assess(sharp, face());
  expect(quality.issues).toEqual([]);
  expect(quality.size).toBeCloseTo(42, 6);
  expect(quality.exposure).toBeCloseTo(130 / 255, 1);
  expect(quality.yaw).toBeCloseTo(0, 6);
});

it('names light and blur', () => {
  expect(issuesOf(frame((x) => ((x >> 3) % 2 ? 40 : 5)))).toEqual(['dark']);
  expect(issuesOf(frame((x) => ((x >> 3) % 2 ? 255 : 210)))).toEqual(['bright']);
  expect(issuesOf(frame((x) => ((x >> 3) % 2 ? 130 : 120)))).toEqual(['flat']);
  expect(issuesOf(frame((x, y) => 128 + 60 * Math.sin((x + y) / 30)))).toContain('blurred');
});

it('names size, cut-off and tilt', () => {
  const smaller = front.map(({ x, y }) => ({ x: x / 2, y: y / 2 })) as unknown as Face['points'];
  const [c, s] = [Math.cos(0.6), Math.sin(0.6)];
  const leaning = front.map(({ x, y }) => ({
    x: 80 + c * (x - 80) - s * (y - 80),
    y: 80 + s * (x - 80) + c * (y - 80),
  })) as unknown as Face['points'];
  expect(issuesOf(sharp, face({ points: smaller }))).toContain('small');
  expect(issuesOf(sharp, face({ box: { ...box, x: -40 } }))).toEqual(['cut-off']);
  expect(issuesOf(sharp, face({ points: leaning }))).toEqual(['tilted']);
});
