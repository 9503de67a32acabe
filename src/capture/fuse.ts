/** Least cosine between two views of one face, population mean subtracted. Views of one person moments apart lie far above it. */
const agreement = 0.5;
/** Least share of the views that must be one face. */
const majority = 2 / 3;

/**
 * One vector from several views: those that agree with the most central one, averaged, unit length.
 *
 * @param views unit vectors
 * @param center the population mean; without it every face looks like every other
 * @param need least number of agreeing views
 * @returns nothing while fewer agree, or when more than a third are another face; what was computed on the way is overwritten
 */
export function fuse(
  views: readonly Float32Array[],
  center: ArrayLike<number>,
  need: number,
): Float32Array | undefined {
  if (views.length < need) return undefined;
  const centered = views.map((view) => normalise(view.map((value, i) => value - (center[i] ?? 0))));
  const cosines = centered.map((a) => centered.map((b) => dot(a, b)));
  const sums = cosines.map((row) => row.reduce((sum, value) => sum + value, 0));
  const central = cosines[sums.indexOf(Math.max(...sums))]!;
  for (const view of centered) view.fill(0);
  const members = views.filter((_, i) => central[i]! >= agreement);
  if (members.length < need || members.length < majority * views.length) return undefined;
  const total = new Float32Array(members[0]!.length);
  for (const view of members) for (let i = 0; i < total.length; i++) total[i]! += view[i]!;
  return normalise(total);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** In place, so that no copy stays behind. */
function normalise(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  for (let i = 0; i < vector.length; i++) vector[i]! /= length;
  return vector;
}
