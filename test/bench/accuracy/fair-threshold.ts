import { type BitMatrix, distance } from './bit-matrix.ts';
import type { Vectors } from './embeddings.ts';
import { binAtFmr, type Histograms, personOf, ratesAt } from './rates.ts';

/** Highest allowed false match rates: between two pictures of one group, of LFW, and between fused references of LFW. */
export const limits = { group: 1e-3, single: 1e-5, fused: 1e-5 } as const;

/** A picture of a group of similar people. Pictures of one group are of different people, apart from `isSamePerson`. */
export interface GroupedPictures {
  /** Group of each row of `bits`. */
  readonly groups: readonly string[];
  readonly bits: BitMatrix;
  /** Whether two rows are taken for one person, and are left out. */
  isSamePerson(i: number, j: number): boolean;
}

/** Distances of different people, by group. @param include limits the rows */
export function groupHistograms(
  { groups, bits, isSamePerson }: GroupedPictures,
  include: (row: number) => boolean = () => true,
): ReadonlyMap<string, Histograms> {
  const histograms = new Map<string, Histograms>();
  for (let i = 0; i < groups.length; i++) {
    if (!include(i)) continue;
    const group = groups[i]!;
    const histogram = histograms.get(group) ?? empty(bits.n);
    histograms.set(group, histogram);
    for (let j = 0; j < i; j++) {
      if (groups[j] !== group || !include(j) || isSamePerson(i, j)) continue;
      histogram.impostor[distance(bits, i, bits, j)]!++;
    }
  }
  return histograms;
}

const empty = (n: number): Histograms => ({
  genuine: new Float64Array(n + 1),
  impostor: new Float64Array(n + 1),
});

/** The largest thresholds that keep each limit, and the strictest of them; −1 if no threshold does. */
export interface FairThreshold {
  readonly tau: number;
  readonly byGroup: number;
  readonly bySingle: number;
  readonly byFused: number;
}

/**
 * Chooses the threshold that is fair to every group: the strictest of three rules. A pair matches if its distance is at most tau.
 *
 * @param groups distances of different people within each group
 * @param single distances of all pairs of LFW, one picture each
 * @param fused distances of all pairs of fused references of LFW
 */
export function fairThreshold(
  groups: ReadonlyMap<string, Histograms>,
  single: Histograms,
  fused: Histograms,
): FairThreshold {
  const byGroup = Math.min(...[...groups.values()].map((group) => binAtFmr(group, limits.group)));
  const [bySingle, byFused] = [binAtFmr(single, limits.single), binAtFmr(fused, limits.fused)];
  return { tau: Math.min(byGroup, bySingle, byFused), byGroup, bySingle, byFused };
}

/** False match rate of each group at a threshold. */
export const groupRates = (
  groups: ReadonlyMap<string, Histograms>,
  tau: number,
): Readonly<Record<string, number>> =>
  Object.fromEntries([...groups].map(([group, histogram]) => [group, ratesAt(histogram, tau).fmr]));

/** Pictures of one fused reference. */
const FUSED_PICTURES = 3;

/** The mean of pictures of one person. */
export interface Fused {
  readonly names: readonly string[];
  readonly vectors: Vectors;
}

/**
 * Fuses the pictures of LFW by threes, in their order. People with fewer than three pictures are left out.
 *
 * @returns unit vectors; the name of each is that of its first picture
 */
export function fuseByThrees(names: readonly string[], { d, data }: Vectors): Fused {
  const rowsOf = new Map<string, number[]>();
  for (const [row, name] of names.entries())
    rowsOf.set(personOf(name), [...(rowsOf.get(personOf(name)) ?? []), row]);
  const [fusedNames, fused]: [string[], Float32Array[]] = [[], []];
  for (const rows of rowsOf.values()) {
    for (let at = 0; at + FUSED_PICTURES <= rows.length; at += FUSED_PICTURES) {
      const members = rows.slice(at, at + FUSED_PICTURES);
      const sum = new Float32Array(d);
      for (const row of members) for (let i = 0; i < d; i++) sum[i]! += data[row * d + i]!;
      const length = Math.hypot(...sum);
      fused.push(sum.map((value) => value / (length || 1)));
      fusedNames.push(names[members[0]!]!);
    }
  }
  const joined = new Float32Array(fused.length * d);
  for (const [i, vector] of fused.entries()) joined.set(vector, i * d);
  return { names: fusedNames, vectors: { d, count: fused.length, data: joined } };
}

/** The first reference of each person, so that every pair is of two people. */
export function firstOfEach({ names }: Fused): number[] {
  const seen = new Set<string>();
  return names.flatMap((name, row) => {
    if (seen.has(personOf(name))) return [];
    seen.add(personOf(name));
    return [row];
  });
}
