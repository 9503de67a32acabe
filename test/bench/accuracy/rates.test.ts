import { describe, expect, it } from 'vitest';
import { binAtFmr, foldAccuracies, ratesAt, type ScoredPair } from './rates.ts';

const histograms = {
  genuine: Float64Array.of(6, 2, 1, 1),
  impostor: Float64Array.of(0, 1, 9, 90),
};

describe('binAtFmr', () => {
  it('returns the largest bin within the false match rate, or −1', () => {
    expect(binAtFmr(histograms, 0.01)).toBe(1);
    expect(binAtFmr(histograms, 0.1)).toBe(2);
    expect(binAtFmr({ ...histograms, impostor: Float64Array.of(1, 1) }, 0.1)).toBe(-1);
  });
});

describe('ratesAt', () => {
  it('returns the fractions of genuine and impostor pairs at or below a bin', () => {
    expect(ratesAt(histograms, 1)).toEqual({ tmr: 0.8, fmr: 0.01 });
  });
});

describe('foldAccuracies', () => {
  it('tests each fold at the threshold that is best on the others', () => {
    const pair = (fold: number, same: boolean, score: number): ScoredPair => ({
      i: 0,
      j: 0,
      fold,
      same,
      score,
    });
    const folds = Array.from({ length: 10 }, (_, fold) => fold);
    const separable = folds.flatMap((fold) => [pair(fold, true, 1), pair(fold, false, 3)]);
    expect(foldAccuracies(separable)).toEqual(folds.map(() => 1));
    // The genuine pair of fold 0 scores worse than the threshold from the other folds.
    const exception = separable.map((p) => (p.fold === 0 && p.same ? { ...p, score: 4 } : p));
    expect(foldAccuracies(exception)[0]).toBe(0.5);
  });
});
