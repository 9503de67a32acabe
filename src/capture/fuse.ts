/** Views of one person in one capture agree at least this well with their mean; a view of somebody else does not. */
const agreement = 0.55;

/**
 * One unit vector out of several views: their mean, without those that disagree.
 *
 * @param views unit vectors @param wanted least number that must agree
 * @returns nothing while too few agree
 */
export function fuse(views: readonly Float32Array[], wanted: number): Float32Array | undefined {
  if (views.length < wanted) return undefined;
  const all = mean(views);
  const kept = views.filter((view) => dot(view, all) >= agreement);
  return kept.length < wanted ? undefined : mean(kept);
}

function mean(views: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(views[0]!.length);
  for (const view of views) {
    for (let i = 0; i < sum.length; i++) sum[i]! += view[i]!;
  }
  const length = Math.sqrt(dot(sum, sum));
  return sum.map((value) => value / length);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
