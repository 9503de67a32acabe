import type { BitMatrix } from './bit-matrix.ts';
import { distance } from './bit-matrix.ts';
import type { Vectors } from './embeddings.ts';

/** Counts of pairs by score, the best score (0) first. */
export interface Histograms {
  readonly genuine: Float64Array;
  readonly impostor: Float64Array;
}

/** Whom a picture `Name/Name_0001.jpg` shows. */
export const person = (name: string): string => name.split('/')[0]!;

/** Every pair of rows, in bins of `score`. */
function allPairs(
  names: readonly string[],
  bins: number,
  score: (i: number, j: number) => number,
): Histograms {
  const [genuine, impostor] = [new Float64Array(bins), new Float64Array(bins)];
  const people = names.map(person);
  const ids = Int32Array.from(people, (name) => people.indexOf(name));
  for (let i = 0; i < names.length; i++) {
    for (let j = 0; j < i; j++) (ids[i] === ids[j] ? genuine : impostor)[score(i, j)]!++;
  }
  return { genuine, impostor };
}

export const hammingHistograms = (names: readonly string[], bits: BitMatrix): Histograms =>
  allPairs(names, bits.n + 1, (i, j) => distance(bits, i, bits, j));

/** Bin of the cosine: 0 for 1, 20,000 for −1. */
export const cosineBins = 20_001;
export const cosineBin = (cosine: number): number =>
  Math.min(20_000, Math.max(0, Math.round((1 - cosine) * 10_000)));

export function cosine({ d, data }: Vectors, i: number, j: number): number {
  let sum = 0;
  for (let k = 0, p = i * d, q = j * d; k < d; k++) sum += data[p + k]! * data[q + k]!;
  return sum;
}

export const cosineHistograms = (names: readonly string[], vectors: Vectors): Histograms =>
  allPairs(names, cosineBins, (i, j) => cosineBin(cosine(vectors, i, j)));

/** Shares of both kinds at or below a bin. */
export function ratesAt({ genuine, impostor }: Histograms, bin: number): { tar: number; far: number } {
  const share = (counts: Float64Array) => sum(counts.subarray(0, bin + 1)) / sum(counts);
  return { tar: share(genuine), far: share(impostor) };
}

/** The largest bin whose false-accept rate is at most `far`; −1 when there is none. */
export function binAt({ impostor }: Histograms, far: number): number {
  const limit = far * sum(impostor);
  let [bin, passed] = [-1, 0];
  while (bin + 1 < impostor.length && passed + impostor[bin + 1]! <= limit) passed += impostor[++bin]!;
  return bin;
}

const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0);

export interface Pair {
  readonly i: number;
  readonly j: number;
  readonly same: boolean;
}

/** The 6,000 standard pairs in their order: ten folds of 300 same, 300 different. */
export function readPairs(text: string, names: readonly string[]): Pair[] {
  const rows = new Map(names.map((name, i) => [name, i]));
  const row = (who: string, number: string) => rows.get(`${who}/${who}_${number.padStart(4, '0')}.jpg`)!;
  return text
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

/** Mean accuracy over ten folds, each at the threshold that is best on the other nine. `score`: less is closer. */
export function tenFold(pairs: readonly Pair[], score: (pair: Pair) => number): number {
  const scored = pairs.map((pair, at) => ({
    fold: Math.floor((at * 10) / pairs.length),
    same: pair.same,
    value: score(pair),
  }));
  let total = 0;
  for (let fold = 0; fold < 10; fold++) {
    const learned = scored.filter((s) => s.fold !== fold).sort((a, b) => a.value - b.value);
    let [right, best, threshold] = [learned.filter((s) => !s.same).length, 0, -Infinity];
    for (const { same, value } of learned) {
      right += same ? 1 : -1;
      if (right > best) [best, threshold] = [right, value];
    }
    const tested = scored.filter((s) => s.fold === fold);
    total += tested.filter((s) => s.value <= threshold === s.same).length / tested.length;
  }
  return total / 10;
}
