import { type BitMatrix, distance } from './bit-matrix.ts';
import { binAtFmr, type Histograms, ratesAt } from './rates.ts';

/** Highest allowed false match rates: between two pictures of one group, of LFW, and between fused references of LFW. */
export const limits = { group: 1e-3, single: 1e-5, fused: 1e-5 } as const;

/** A picture of a group of similar people. Pictures of one group are of different people, apart from `isSamePerson`. */
export interface GroupedPictures {
  /** Group of each row of `bits`. */
  readonly groups: readonly string[];
  readonly bits: BitMatrix;
  /** Whether two rows are taken for one person, and are left out. */
  readonly isSamePerson: (i: number, j: number) => boolean;
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
