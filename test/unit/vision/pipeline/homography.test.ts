import { describe, expect, it } from 'vitest';
import {
  compose,
  fitHomography,
  invertHomography,
  project,
  solve,
} from '../../../../src/vision/pipeline/homography.ts';

const square = [
  { x: 0, y: 0 },
  { x: 10, y: 0 },
  { x: 0, y: 10 },
  { x: 10, y: 10 },
];
const trapezoid = [
  { x: 3, y: 1 },
  { x: 12, y: 2 },
  { x: 1, y: 14 },
  { x: 15, y: 11 },
];

const homography = fitHomography(square, trapezoid)!;

describe('fitHomography', () => {
  it('maps each of the four points to its partner', () => {
    for (const [i, point] of square.entries()) {
      const { x, y } = project(homography, point);
      expect([x, y]).toEqual([expect.closeTo(trapezoid[i]!.x), expect.closeTo(trapezoid[i]!.y)]);
    }
  });

  it('keeps lines straight: the diagonals meet where the diagonals of the image meet', () => {
    const { x, y } = project(homography, { x: 5, y: 5 });
    const cross = (from: number, to: number) => {
      const [a, b] = [trapezoid[from]!, trapezoid[to]!];
      return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
    };
    expect(cross(0, 3)).toBeCloseTo(0);
    expect(cross(1, 2)).toBeCloseTo(0);
  });

  it('returns nothing if three points lie on a line', () => {
    const line = [0, 1, 2, 5].map((x) => ({ x, y: x === 5 ? 1 : 0 }));
    expect(fitHomography(line, trapezoid)).toBeUndefined();
  });
});

it('invertHomography and compose give the identity', () => {
  const [inverse, identity] = [new Float64Array(9), new Float64Array(9)];
  expect(invertHomography(homography, inverse)).toBe(true);
  expect(compose(inverse, homography, identity)).toBe(true);
  expect([...identity]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1].map((value) => expect.closeTo(value)));
});

it('compose applies the second map first', () => {
  const shift = Float64Array.of(1, 0, 5, 0, 1, 0, 0, 0, 1);
  const double = Float64Array.of(2, 0, 0, 0, 2, 0, 0, 0, 1);
  const out = new Float64Array(9);
  compose(double, shift, out);
  expect(project(out, { x: 1, y: 1 })).toEqual({ x: 12, y: 2 });
});

it('invertHomography and compose refuse maps without an inverse', () => {
  const flat = Float64Array.of(1, 1, 0, 1, 1, 0, 0, 0, 1);
  expect(invertHomography(flat, new Float64Array(9))).toBe(false);
  const toInfinity = Float64Array.of(1, 0, 0, 0, 1, 0, 1, 0, 1);
  const shift = Float64Array.of(1, 0, -1, 0, 1, 0, 0, 0, 1);
  expect(compose(toInfinity, shift, new Float64Array(9))).toBe(false);
});

describe('solve', () => {
  it('solves a system that needs its rows exchanged', () => {
    const values = Float64Array.of(5, 7);
    expect(solve(Float64Array.of(0, 1, 2, 1), values)).toBe(true);
    expect([...values]).toEqual([1, 5]);
  });

  it('refuses a singular system', () => {
    expect(solve(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 1))).toBe(false);
  });
});
