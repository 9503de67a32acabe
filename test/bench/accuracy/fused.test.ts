import { describe, expect, it } from 'vitest';
import { fuseByThrees, fusedDistances, fusedHistograms } from './fused.ts';

const names = ['A/A_1', 'A/A_2', 'A/A_3', 'B/B_1', 'C/C_1', 'C/C_2', 'C/C_3', 'C/C_4', 'C/C_5', 'C/C_6'];
const d = 8;
const center = new Float32Array(d);

/** One unit vector for each name, along the axis that `axisOf` gives. */
const vectorsAlong = (axisOf: (name: string) => number) => {
  const data = new Float32Array(names.length * d);
  for (const [row, name] of names.entries()) data[row * d + axisOf(name)] = 1;
  return { d, count: names.length, data };
};
const byPerson = vectorsAlong((name) => name.charCodeAt(0) - 'A'.charCodeAt(0));

describe('fuseByThrees', () => {
  it('returns one unit vector for every three pictures of a person, without people who have fewer', () => {
    const { names: fused, vectors, refused } = fuseByThrees(names, byPerson, center);
    expect(fused).toEqual(['A/A_1', 'C/C_1', 'C/C_4']);
    expect([...vectors.data.slice(0, d)]).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
    expect([vectors.count, refused]).toEqual([3, 0]);
  });

  it('drops a picture that differs from the other two', () => {
    const { vectors } = fuseByThrees(
      names,
      vectorsAlong((name) => (name === 'A/A_2' ? 5 : 0)),
      center,
    );
    expect([...vectors.data.slice(0, d)]).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('returns the mean of pictures that the fusion refuses, and counts them', () => {
    const { vectors, refused } = fuseByThrees(
      names,
      vectorsAlong((name) => Number(name.at(-1))),
      center,
    );
    expect(refused).toBe(3);
    for (const axis of [1, 2, 3]) expect(vectors.data[axis]).toBeCloseTo(1 / Math.sqrt(3));
  });
});

describe('fusedDistances', () => {
  const projection = { modelId: 'test', n: 1024, center };
  const distances = fusedDistances(fuseByThrees(names, byPerson, center), projection);

  it('compares all references of a person, and the first references of different people', () => {
    expect(distances.genuine).toEqual([[0]]);
    expect(distances.people).toBe(2);
    expect(distances.impostor).toHaveLength(1);
    // A right angle differs in about half of the bits.
    expect(Math.abs(distances.impostor[0]! - 512)).toBeLessThan(150);
  });

  it('counts each distance once in the histograms', () => {
    const { genuine, impostor } = fusedHistograms(distances, 1024);
    expect(genuine[0]).toBe(1);
    expect(impostor[distances.impostor[0]!]).toBe(1);
    expect(impostor.reduce((sum, pairs) => sum + pairs, 0)).toBe(1);
  });
});
