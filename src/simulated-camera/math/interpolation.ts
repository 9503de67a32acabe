/** A table of [position, value], positions strictly falling or rising. */
export type Knots = readonly (readonly [number, number])[];

/** Value of the smooth curve through `knots` at `at` (Catmull-Rom tangents, flat beyond the ends). */
export function evaluateSpline(knots: Knots, at: number): number {
  const rising = knots[0]![0] < knots[knots.length - 1]![0];
  let i = 0;
  while (i < knots.length && (rising ? knots[i]![0] <= at : knots[i]![0] >= at)) i++;
  if (i === 0) return knots[0]![1];
  if (i === knots.length) return knots[i - 1]![1];
  const [x0, y0] = knots[i - 1]!;
  const [x1, y1] = knots[i]!;
  const before = knots[i - 2] ?? knots[i - 1]!;
  const after = knots[i + 1] ?? knots[i]!;
  const h = x1 - x0;
  const m0 = ((y1 - before[1]) / (x1 - before[0])) * h;
  const m1 = ((after[1] - y0) / (after[0] - x0)) * h;
  const t = (at - x0) / h;
  const u = 1 - t;
  return y0 * (1 + 2 * t) * u * u + m0 * t * u * u + y1 * t * t * (3 - 2 * t) - m1 * t * t * u;
}

/** 0 below `from`, 1 above `to`, smooth between; `from` may exceed `to`. */
export function smoothstep(from: number, to: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

export const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));
export const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

/** exp(-x²): the gaussian that every soft feature is made of. */
export const gaussian = (x: number): number => Math.exp(-x * x);

/** Bump over an ellipse at (cx, cy) with radii (rx, ry). */
export function gaussian2d(x: number, y: number, cx: number, cy: number, rx: number, ry: number): number {
  const a = (x - cx) / rx;
  const b = (y - cy) / ry;
  return Math.exp(-a * a - b * b);
}
