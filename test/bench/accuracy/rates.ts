import type { BitMatrix } from './bit-matrix.ts';
import { distance } from './bit-matrix.ts';
import type { Vectors } from './embeddings.ts';

/** Number of pairs in each bin of a dissimilarity; bin 0 is the closest. */
export interface Histograms {
  /** Pairs of one person. */
  readonly genuine: Float64Array;
  /** Pairs of two people. */
  readonly impostor: Float64Array;
}

/** The person in a picture `Name/Name_0001.jpg`. */
export const personOf = (picture: string): string => picture.split('/')[0]!;

/** Counts every pair of rows by the bin that `binOf` gives. */
function allPairs(
  names: readonly string[],
  bins: number,
  binOf: (i: number, j: number) => number,
): Histograms {
  const [genuine, impostor] = [new Float64Array(bins), new Float64Array(bins)];
  const people = names.map(personOf);
  const ids = Int32Array.from(people, (name) => people.indexOf(name));
  for (let i = 0; i < names.length; i++) {
    for (let j = 0; j < i; j++) (ids[i] === ids[j] ? genuine : impostor)[binOf(i, j)]!++;
  }
  return { genuine, impostor };
}

/** All pairs by Hamming distance. */
export const hammingHistograms = (names: readonly string[], bits: BitMatrix): Histograms =>
  allPairs(names, bits.n + 1, (i, j) => distance(bits, i, bits, j));

/** Bins of the cosine: 0 for a cosine of 1, 20,000 for −1. */
const COSINE_BINS = 20_001;
const cosineBin = (cosine: number): number =>
  Math.min(COSINE_BINS - 1, Math.max(0, Math.round((1 - cosine) * 10_000)));

/** Cosine of rows i and j. */
export function cosine({ d, data }: Vectors, i: number, j: number): number {
  let sum = 0;
  for (let k = 0, p = i * d, q = j * d; k < d; k++) sum += data[p + k]! * data[q + k]!;
  return sum;
}

/** All pairs by cosine. */
export const cosineHistograms = (names: readonly string[], vectors: Vectors): Histograms =>
  allPairs(names, COSINE_BINS, (i, j) => cosineBin(cosine(vectors, i, j)));

/** Rates of a threshold (ISO/IEC 2382-37), 0..1: true match rate, which is 1 − FNMR, and false match rate. */
export interface Rates {
  readonly tmr: number;
  readonly fmr: number;
}

/** The rates if pairs at or below a bin match. */
export function ratesAt({ genuine, impostor }: Histograms, bin: number): Rates {
  const share = (counts: Float64Array) => sum(counts.subarray(0, bin + 1)) / sum(counts);
  return { tmr: share(genuine), fmr: share(impostor) };
}

/** The largest bin whose false match rate is at most `fmr`; −1 if there is none. */
export function binAtFmr({ impostor }: Histograms, fmr: number): number {
  const limit = fmr * sum(impostor);
  let [bin, matches] = [-1, 0];
  while (bin + 1 < impostor.length && matches + impostor[bin + 1]! <= limit) matches += impostor[++bin]!;
  return bin;
}

const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0);

export interface Pair {
  readonly i: number;
  readonly j: number;
  /** Whether both pictures show the same person. */
  readonly same: boolean;
}

/**
 * Reads the 6,000 standard pairs of LFW in their order: ten folds of 300 same, then 300 different.
 *
 * @param list content of pairs.txt
 * @param names row names, `Name/Name_0001.jpg`
 */
export function readPairs(list: string, names: readonly string[]): Pair[] {
  const rows = new Map(names.map((name, i) => [name, i]));
  const row = (person: string, number: string) =>
    rows.get(`${person}/${person}_${number.padStart(4, '0')}.jpg`)!;
  return list
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [a, b, c, d] = line.trim().split('\t') as [string, string, string, string?];
      return d === undefined
        ? { i: row(a, b), j: row(a, c), same: true }
        : { i: row(a, b), j: row(c, d), same: false };
    });
}

/** A pair with its fold, 0..9, and a score that is lower for closer faces. */
export interface ScoredPair extends Pair {
  readonly fold: number;
  readonly score: number;
}

/** Scores standard pairs. @param scoreOf lower is closer */
export function scorePairs(pairs: readonly Pair[], scoreOf: (pair: Pair) => number): ScoredPair[] {
  return pairs.map((pair, at) => ({
    ...pair,
    fold: Math.floor((at * 10) / pairs.length),
    score: scoreOf(pair),
  }));
}

/** The LFW protocol: accuracy on each of the ten folds, at the threshold that is best on the other nine. */
export function foldAccuracies(scored: readonly ScoredPair[]): number[] {
  return Array.from({ length: 10 }, (_, fold) => {
    const training = scored.filter((s) => s.fold !== fold).sort((a, b) => a.score - b.score);
    let correct = training.filter((s) => !s.same).length;
    let [best, threshold] = [correct, Number.NEGATIVE_INFINITY];
    for (const { same, score } of training) {
      correct += same ? 1 : -1;
      if (correct > best) [best, threshold] = [correct, score];
    }
    const test = scored.filter((s) => s.fold === fold);
    return test.filter((s) => s.score <= threshold === s.same).length / test.length;
  });
}

/** Mean of `foldAccuracies` over the standard pairs. */
export const tenFoldAccuracy = (pairs: readonly Pair[], scoreOf: (pair: Pair) => number): number =>
  foldAccuracies(scorePairs(pairs, scoreOf)).reduce((total, accuracy) => total + accuracy, 0) / 10;
