import type { Point } from '../types.ts';

/** Rotation, uniform scale and translation: x' = a·x − b·y + tx, y' = b·x + a·y + ty. */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

/**
 * The similarity that maps `from` to `to` with the least sum of squared distances, without reflection (Umeyama 1991; in two dimensions
 * the rotation has a closed form). If all points of `from` coincide, scale and rotation are the identity.
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): Similarity {
  const p = mean(from);
  const q = mean(to);
  let dot = 0;
  let cross = 0;
  let spread = 0;
  from.forEach((point, i) => {
    const x = point.x - p.x;
    const y = point.y - p.y;
    const u = to[i]!.x - q.x;
    const v = to[i]!.y - q.y;
    dot += x * u + y * v;
    cross += x * v - y * u;
    spread += x * x + y * y;
  });
  const a = spread === 0 ? 1 : dot / spread;
  const b = spread === 0 ? 0 : cross / spread;
  return { a, b, tx: q.x - a * p.x + b * p.y, ty: q.y - b * p.x - a * p.y };
}

/** The inverse map. @throws RangeError when the similarity has no scale */
export function invert({ a, b, tx, ty }: Similarity): Similarity {
  const square = a * a + b * b;
  if (!(square > 1e-12)) throw new RangeError('similarity without scale');
  const ia = a / square;
  const ib = -b / square;
  return { a: ia, b: ib, tx: -(ia * tx - ib * ty), ty: -(ib * tx + ia * ty) };
}

/** Maps a point. */
export function apply({ a, b, tx, ty }: Similarity, { x, y }: Point): Point {
  return { x: a * x - b * y + tx, y: b * x + a * y + ty };
}

function mean(points: readonly Point[]): Point {
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += point.x / points.length;
    y += point.y / points.length;
  }
  return { x, y };
}
