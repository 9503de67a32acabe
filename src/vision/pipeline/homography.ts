import type { Point } from '../types.ts';

/** A 3 × 3 matrix, row by row, that maps (x, y, 1) to a point in homogeneous coordinates; the last value is 1. */
export type Homography = Float64Array;

/** Maps a point. */
export function project(h: Homography, { x, y }: Point): Point {
  const w = h[6]! * x + h[7]! * y + h[8]!;
  return { x: (h[0]! * x + h[1]! * y + h[2]!) / w, y: (h[3]! * x + h[4]! * y + h[5]!) / w };
}

/** The homography that maps four points to four others. @returns undefined if three of the points lie on a line */
export function fitHomography(from: readonly Point[], to: readonly Point[]): Homography | undefined {
  const matrix = new Float64Array(64);
  const values = new Float64Array(8);
  for (let i = 0; i < 4; i++) {
    const { x, y } = from[i]!;
    const { x: u, y: v } = to[i]!;
    matrix.set([x, y, 1, 0, 0, 0, -u * x, -u * y], 16 * i);
    matrix.set([0, 0, 0, x, y, 1, -v * x, -v * y], 16 * i + 8);
    values[2 * i] = u;
    values[2 * i + 1] = v;
  }
  if (!solve(matrix, values)) return undefined;
  return Float64Array.of(...values, 1);
}

/** `a` after `b`, into `out`, with the last value 1. @returns false if that is impossible */
export function compose(a: Homography, b: Homography, out: Homography): boolean {
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 3; column++) {
      let sum = 0;
      for (let k = 0; k < 3; k++) sum += a[3 * row + k]! * b[3 * k + column]!;
      out[3 * row + column] = sum;
    }
  }
  const last = out[8]!;
  if (!(Math.abs(last) > 1e-9)) return false;
  for (let i = 0; i < 9; i++) out[i]! /= last;
  return true;
}

/** The inverse, into `out`, with the last value 1. @returns false if there is none */
export function invertHomography(h: Homography, out: Homography): boolean {
  const [a, b, c, d, e, f, g, k, l] = h as unknown as number[] as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const last = a * e - b * d;
  if (!(Math.abs(last) > 1e-9)) return false;
  out[0] = (e * l - f * k) / last;
  out[1] = (c * k - b * l) / last;
  out[2] = (b * f - c * e) / last;
  out[3] = (f * g - d * l) / last;
  out[4] = (a * l - c * g) / last;
  out[5] = (c * d - a * f) / last;
  out[6] = (d * k - e * g) / last;
  out[7] = (b * g - a * k) / last;
  out[8] = 1;
  return true;
}

/**
 * Solves a system of 8 equations by Gaussian elimination with partial pivoting, in place: `values` becomes the solution.
 *
 * @returns false if the matrix is singular
 */
export function solve(matrix: Float64Array, values: Float64Array): boolean {
  const n = values.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++)
      if (Math.abs(matrix[n * row + column]!) > Math.abs(matrix[n * pivot + column]!)) pivot = row;
    const diagonal = matrix[n * pivot + column]!;
    if (!(Math.abs(diagonal) > 1e-12)) return false;
    for (let k = 0; k < n; k++) {
      const swapped = matrix[n * column + k]!;
      matrix[n * column + k] = matrix[n * pivot + k]!;
      matrix[n * pivot + k] = swapped;
    }
    const value = values[column]!;
    values[column] = values[pivot]!;
    values[pivot] = value;
    for (let row = 0; row < n; row++) {
      if (row === column) continue;
      const factor = matrix[n * row + column]! / diagonal;
      for (let k = column; k < n; k++) matrix[n * row + k]! -= factor * matrix[n * column + k]!;
      values[row]! -= factor * values[column]!;
    }
  }
  for (let row = 0; row < n; row++) values[row]! /= matrix[n * row + row]!;
  return true;
}
