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

it('returns size, light and angles of a face from the front', () => {
  const quality = assessQuality(sharp, face());
  expect(quality.size).toBeCloseTo(42, 6);
  expect(quality.exposure).toBeCloseTo(130 / 255, 1);
  expect(quality.contrast).toBeCloseTo(60 / 255, 1);
  for (const angle of ['yaw', 'roll', 'eyeLineRoll'] as const) expect(quality[angle]).toBeCloseTo(0, 6);
  expect(quality.cutOff).toBe(0);
});

it('returns the same relative contrast, sharpness and coverage for a quarter of the light', () => {
  const [bright, dark] = [sharp, frame((x, y) => (((x >> 3) + (y >> 3)) % 2 ? 190 : 70) / 4)].map((light) =>
    assessQuality(light, face()),
  );
  expect(dark!.contrast / dark!.exposure).toBeCloseTo(bright!.contrast / bright!.exposure, 1);
  expect(dark!.sharpness).toBeCloseTo(bright!.sharpness, 1);
});

it('reports bad light, blur and a black picture', () => {
  const issuesOf = (luma: (x: number, y: number) => number) => assessQuality(frame(luma), face()).issues;
  expect(issuesOf((x) => ((x >> 3) % 2 ? 5 : 0))).toContain('dark');
  expect(issuesOf((x) => ((x >> 3) % 2 ? 255 : 210))).toContain('bright');
  expect(issuesOf((x) => ((x >> 3) % 2 ? 130 : 120))).toContain('flat');
  expect(issuesOf((x, y) => 128 + 60 * Math.sin((x + y) / 30))).toContain('blurred');
  expect(issuesOf(() => 0)[0]).toBe('dark');
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
  expect(issuesOf({ box: { ...box, x: -40 } })).toContain('cut-off');
  expect(issuesOf({ landmarks: rolled })).toContain('roll');
});
