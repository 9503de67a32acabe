import { describe, expect, it } from 'vitest';
import type { BitMatrix } from './bit-matrix.ts';
import { fairThreshold, groupHistograms, groupRates } from './fair-threshold.ts';
import type { Histograms } from './rates.ts';

/** Strings of 32 bits, of which the first `ones` are set, so that distances are differences. */
const strings = (...ones: number[]): BitMatrix => ({
  n: 32,
  w: 1,
  count: ones.length,
  words: Uint32Array.from(ones, (count) => (count === 0 ? 0 : (0xffffffff << (32 - count)) >>> 0)),
});

/** Impostor pairs by distance: `[distance, pairs]`. */
const histogram = (...counts: [distance: number, pairs: number][]): Histograms => {
  const impostor = new Float64Array(33);
  for (const [distance, pairs] of counts) impostor[distance] = pairs;
  return { genuine: new Float64Array(33), impostor };
};

describe('groupHistograms', () => {
  const pictures = {
    groups: ['a', 'a', 'a', 'b', 'b'],
    bits: strings(0, 3, 10, 0, 20),
    isSamePerson: (i: number, j: number) => i === 1 && j === 0,
  };

  it('counts pairs of one group only, without those of one person', () => {
    const groups = groupHistograms(pictures);
    expect(groups.get('a')!.impostor.reduce((sum, pairs) => sum + pairs, 0)).toBe(2);
    expect([groups.get('a')!.impostor[7], groups.get('a')!.impostor[10]]).toEqual([1, 1]);
    expect(groups.get('b')!.impostor[20]).toBe(1);
  });

  it('counts only the rows that are included', () => {
    const groups = groupHistograms(pictures, (row) => row !== 2);
    expect(groups.get('a')!.impostor.every((pairs) => pairs === 0)).toBe(true);
    expect(groupRates(groups, 20).b).toBe(1);
    expect(groupRates(groups, 19).b).toBe(0);
  });
});

describe('fairThreshold', () => {
  const lenient = histogram([5, 1], [30, 1e6 - 1]);

  it('takes the threshold of the worst group when that is the strictest', () => {
    const groups = new Map([
      ['a', histogram([8, 1], [9, 1], [30, 998])],
      ['b', histogram([6, 1], [7, 1], [30, 998])],
    ]);
    expect(fairThreshold(groups, lenient, lenient)).toEqual({
      tau: 6,
      byGroup: 6,
      bySingle: 29,
      byFused: 29,
    });
  });

  it('takes that of single or of fused pairs of LFW when one of them is the strictest', () => {
    const groups = new Map([['a', histogram([8, 1], [9, 1], [30, 998])]]);
    const strict = histogram([2, 1], [3, 1], [30, 1e5 - 2]);
    expect(fairThreshold(groups, strict, lenient)).toMatchObject({ tau: 2, bySingle: 2 });
    expect(fairThreshold(groups, lenient, strict)).toMatchObject({ tau: 2, byFused: 2 });
  });

  it('returns −1 when even identical strings match too often', () => {
    const groups = new Map([['a', histogram([0, 10], [30, 10])]]);
    expect(fairThreshold(groups, lenient, lenient).tau).toBe(-1);
  });
});
