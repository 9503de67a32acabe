/** Control points [position, value]; positions strictly increase or strictly decrease. */
export type Knots = readonly (readonly [number, number])[];

/** Cubic Hermite spline through the knots, with Catmull-Rom tangents; constant beyond the ends. */
export function evaluateSpline(knots: Knots, at: number): number {
  const isIncreasing = knots[0]![0] < knots[knots.length - 1]![0];
  let i = 0;
  while (i < knots.length && (isIncreasing ? knots[i]![0] <= at : knots[i]![0] >= at)) i++;
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

/** Hermite interpolation from 0 at `from` to 1 at `to`, constant outside. `from` may be greater than `to`. */
export function smoothstep(from: number, to: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** `x` limited to [low, high]. */
export const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));
/** Linear interpolation between `a` (t = 0) and `b` (t = 1). */
export const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

/** Gaussian exp(−x²), the basic shape of all soft features. */
export const gaussian = (x: number): number => Math.exp(-x * x);

/** Gaussian over an axis-aligned ellipse with center (cx, cy) and radii (rx, ry). */
export function gaussian2d(x: number, y: number, cx: number, cy: number, rx: number, ry: number): number {
  const a = (x - cx) / rx;
  const b = (y - cy) / ry;
  return Math.exp(-a * a - b * b);
}
