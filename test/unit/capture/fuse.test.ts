import { describe, expect, it } from 'vitest';
import { fuse } from '../../../src/capture/fuse.ts';
import { drawnFace } from '../../support/drawn-face.ts';

const center = new Float32Array(256);
const views = (face: () => Float32Array, count: number) => Array.from({ length: count }, face);
const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe('views of one face', () => {
  it('become one unit vector, nearer to the face than each of them', () => {
    const face = views(drawnFace(1, 0), 1)[0]!;
    const seen = views(drawnFace(1, 0.6), 5);
    const fused = fuse(seen, center, 5)!;
    expect(Math.hypot(...fused)).toBeCloseTo(1, 5);
    for (const view of seen) expect(cosine(fused, face)).toBeGreaterThan(cosine(view, face));
  });

  it('wait until enough are there', () => {
    expect(fuse(views(drawnFace(1), 4), center, 5)).toBeUndefined();
    expect(fuse([], center, 1)).toBeUndefined();
  });

  it('leave out one that disagrees, as if it had not been', () => {
    const seen = views(drawnFace(1), 5);
    const fused = fuse([...seen.slice(0, 2), drawnFace(2)(), ...seen.slice(2)], center, 5);
    expect(fused).toEqual(fuse(seen, center, 5));
  });

  it('are refused when two people take turns', () => {
    const [one, other] = [views(drawnFace(1), 6), views(drawnFace(2), 6)];
    expect(fuse([...one, ...other], center, 5)).toBeUndefined();
    expect(
      fuse(
        one.flatMap((view, i) => [view, other[i]!]),
        center,
        5,
      ),
    ).toBeUndefined();
  });

  it('are compared without what all faces have in common', () => {
    // A mean that outweighs the person: every two faces look alike until it is taken away.
    const common = new Float32Array(256).fill(3 / 16);
    const shifted = (face: () => Float32Array) => () => {
      const view = face().map((value, i) => value + common[i]!);
      return view.map((value) => value / Math.hypot(...view));
    };
    const seen = [3, 4, 5, 6, 7].map((seed) => shifted(drawnFace(seed))());
    expect(fuse(seen, center, 5)).toBeDefined();
    expect(
      fuse(
        seen,
        common.map((value) => value / Math.sqrt(10)),
        5,
      ),
    ).toBeUndefined();
  });
});
