import { describe, expect, it } from 'vitest';
import { groupDirections } from '../../../../src/cli/open-model-zoo/group-directions.ts';
import manifest from '../../../../src/cli/open-model-zoo/manifest.json' with { type: 'json' };
import { scaleDirections } from '../../../../src/cli/open-model-zoo/scale-directions.ts';

describe('scaleDirections', () => {
  it('scales the output along each direction and leaves the rest', () => {
    const weights = { shape: [3, 2], values: Float32Array.of(1, 2, 3, 4, 5, 6) };
    const directions = [Float32Array.of(0, 1, 0), Float32Array.of(0.6, 0, 0.8)];
    const scaled = scaleDirections(weights, { directions, scale: 0.5 });
    expect(scaled.shape).toEqual([3, 2]);
    // Columns: (1, 3, 5) has the components 3 and 4.6, (2, 4, 6) has 4 and 6.
    [-0.38, 0.2, 1.5, 2, 3.16, 3.6].forEach((value, i) => {
      expect(scaled.values[i]).toBeCloseTo(value, 6);
    });
  });

  it('returns the weights unchanged for a scale of 1', () => {
    const weights = { shape: [2, 1, 1, 1], values: Float32Array.of(0.25, -3) };
    expect(scaleDirections(weights, { directions: [Float32Array.of(1, 0)], scale: 1 })).toEqual(weights);
  });
});

describe('groupDirections', () => {
  it('are orthonormal and as long as the embedding', () => {
    const { directions, scale } = groupDirections;
    expect(directions).toHaveLength(7);
    expect(scale).toBe(0.5);
    directions.forEach((a, i) => {
      expect(a).toHaveLength(manifest.embedder.dimension);
      directions.forEach((b, j) => {
        const dot = a.reduce((sum, value, k) => sum + value * b[k]!, 0);
        expect(dot).toBeCloseTo(i === j ? 1 : 0, 5);
      });
    });
  });
});
