import { expect, it } from 'vitest';
import { assessQuality } from '../../../../src/vision/pipeline/quality.ts';
import type { Face, Landmarks, Point } from '../../../../src/vision/types.ts';
import { grayFrame } from './support.ts';

const side = 160;
const landmarks: Landmarks = [
  { x: 60, y: 60 },
  { x: 100, y: 60 },
  { x: 80, y: 81 },
  { x: 64, y: 102 },
  { x: 96, y: 102 },
];
const box = { x: 40, y: 30, width: 80, height: 100 };
const face = (change: Partial<Face> = {}): Face => ({ box, landmarks, score: 1, ...change });
const mapped = (map: (point: Point) => Point): Landmarks => {
  const [a, b, c, d, e] = landmarks;
  return [map(a), map(b), map(c), map(d), map(e)];
};

const frame = (luma: (x: number, y: number) => number) => grayFrame(side, side, luma);
const sharp = frame((x, y) => (((x >> 3) + (y >> 3)) % 2 ? 190 : 70));

it('reports no issue for a sharp, well lit face from the front', () => {
  const quality = assessQuality(sharp, face());
  expect(quality.issues).toEqual([]);
  expect(quality.size).toBeCloseTo(42, 6);
  expect(quality.exposure).toBeCloseTo(130 / 255, 1);
  expect(quality.yaw).toBeCloseTo(0, 6);
});

it('reports bad light and blur', () => {
  const issuesOf = (luma: (x: number, y: number) => number) => assessQuality(frame(luma), face()).issues;
  expect(issuesOf((x) => ((x >> 3) % 2 ? 40 : 5))).toEqual(['dark']);
  expect(issuesOf((x) => ((x >> 3) % 2 ? 255 : 210))).toEqual(['bright']);
  expect(issuesOf((x) => ((x >> 3) % 2 ? 130 : 120))).toEqual(['flat']);
  expect(issuesOf((x, y) => 128 + 60 * Math.sin((x + y) / 30))).toContain('blurred');
});

it('reports a small, a cut-off and a rolled face', () => {
  const issuesOf = (change: Partial<Face>) => assessQuality(sharp, face(change)).issues;
  const smaller = mapped(({ x, y }) => ({ x: x / 2, y: y / 2 }));
  const [cos, sin] = [Math.cos(0.6), Math.sin(0.6)];
  const rolled = mapped(({ x, y }) => ({
    x: 80 + cos * (x - 80) - sin * (y - 80),
    y: 80 + sin * (x - 80) + cos * (y - 80),
  }));
  expect(issuesOf({ landmarks: smaller })).toContain('small');
  expect(issuesOf({ box: { ...box, x: -40 } })).toEqual(['cut-off']);
  expect(issuesOf({ landmarks: rolled })).toEqual(['roll']);
});
