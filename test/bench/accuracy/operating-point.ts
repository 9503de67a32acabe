import type { BitMatrix } from './bit-matrix.ts';
import { distance, distances } from './bit-matrix.ts';
import type { CraftedString } from './craft.ts';
import { binAtFmr, type Histograms, personOf, ratesAt } from './rates.ts';

/** Highest allowed false match rate between random people. */
const MAX_FMR = 1e-4;
/** Number of measured pictures that the best crafted string may match. */
const MAX_CRAFTED_MATCHES = 1;
/** Highest allowed loss of true match rate against the float cosine at `MAX_FMR`, caused by bits and a stricter threshold together. */
const MAX_TMR_LOSS = 0.015;
/** Two pictures count as one person from this cosine on. */
const SAME_PERSON_COSINE = 0.6;

export interface OperatingPoint {
  readonly n: number;
  readonly tau: number;
  /** Whether `tau` keeps all three limits. */
  readonly holds: boolean;
  readonly tmr: number;
  /** False non-match rate, 1 − tmr. */
  readonly frr: number;
  /** False match rate between random people. */
  readonly farRandom: number;
  /** Fraction of the pictures that the best crafted string matches. */
  readonly farCrafted: number;
  /** Number of people in those pictures. */
  readonly peopleCrafted: number;
  /** Loss of true match rate against the float cosine, in percentage points. */
  readonly cost: number;
  /** The largest threshold for random people, the largest for crafted strings, and the loss of the latter in percentage points. */
  readonly tauRandom: number;
  readonly tauCrafted: number;
  readonly costOfTauCrafted: number;
  /** Number of pictures that the best string of each kind matches, at `tauRandom` and at `tau`. */
  readonly crafted: Readonly<Record<string, readonly [atTauRandom: number, atTau: number]>>;
}

/**
 * Chooses the largest threshold that keeps the limits for random people and for crafted strings. If its loss of true match rate is too high,
 * the smallest threshold with an acceptable loss is chosen instead; the limit for crafted strings is then missed, and the result shows by
 * how much.
 *
 * @param names row names of `pictures`
 * @param all Hamming distances of all pairs of `pictures`
 * @param floatTmr true match rate of the float cosine at `MAX_FMR`
 * @param fixedTau a threshold to measure instead of choosing one
 */
export function operatingPoint(
  names: readonly string[],
  pictures: BitMatrix,
  all: Histograms,
  strings: readonly CraftedString[],
  floatTmr: number,
  fixedTau?: number,
): OperatingPoint {
  const tauRandom = binAtFmr(all, MAX_FMR);
  const tested = strings.map(({ method, string }) => {
    const toPictures = distances(string, pictures);
    return { method, distances: toPictures, sorted: toPictures.slice().sort() };
  });
  const tauCrafted = Math.min(...tested.map(({ sorted }) => sorted[MAX_CRAFTED_MATCHES]! - 1));
  const loss = (tau: number) => floatTmr - ratesAt(all, tau).tmr;
  const strictTau = Math.min(tauRandom, tauCrafted);
  let tau = fixedTau ?? strictTau;
  while (fixedTau === undefined && tau < tauRandom && loss(tau) > MAX_TMR_LOSS) tau++;
  const matchesByKind = (limit: number) => {
    const kinds: Record<string, number> = {};
    for (const { method, sorted } of tested) {
      const kind = method.split(' ')[0]!;
      kinds[kind] = Math.max(kinds[kind] ?? 0, sorted.filter((d) => d <= limit).length);
    }
    return kinds;
  };
  const [atRandom, atTau] = [matchesByKind(tauRandom), matchesByKind(tau)];
  const matchedNames = tested.map((string) => names.filter((_, i) => string.distances[i]! <= tau));
  const bestMatches = matchedNames.reduce((best, other) => (other.length > best.length ? other : best), []);
  const { tmr, fmr } = ratesAt(all, tau);
  return {
    n: pictures.n,
    tau,
    holds: tau <= strictTau && loss(tau) <= MAX_TMR_LOSS,
    tmr,
    frr: 1 - tmr,
    farRandom: fmr,
    farCrafted: bestMatches.length / pictures.count,
    peopleCrafted: new Set(bestMatches.map(personOf)).size,
    cost: 100 * loss(tau),
    tauRandom,
    tauCrafted,
    costOfTauCrafted: 100 * loss(tauCrafted),
    crafted: Object.fromEntries(Object.keys(atTau).map((kind) => [kind, [atRandom[kind]!, atTau[kind]!]])),
  };
}

/**
 * The rows of a population that show nobody in the measured pictures. A string crafted from a measured person would be that person's
 * template, not a constant string. The cosine limit is converted to the expected fraction of differing bits.
 */
export function rowsOfOtherPeople(pictures: BitMatrix, population: BitMatrix): number[] {
  const samePerson = (population.n * Math.acos(SAME_PERSON_COSINE)) / Math.PI;
  const rows: number[] = [];
  for (let row = 0; row < population.count; row++) {
    let nearest = Infinity;
    for (let i = 0; i < pictures.count && nearest > samePerson; i++)
      nearest = Math.min(nearest, distance(population, row, pictures, i));
    if (nearest > samePerson) rows.push(row);
  }
  return rows;
}
