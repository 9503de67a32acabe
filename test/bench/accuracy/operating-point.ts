import type { BitMatrix } from './bit-matrix.ts';
import { distance, distances } from './bit-matrix.ts';
import type { CraftedString } from './craft.ts';
import { binAtFmr, type Histograms, personOf, ratesAt } from './rates.ts';

/** False match rate at which bits are compared with floats. */
const COMPARED_FMR = 1e-4;
/** Two pictures count as one person from this cosine on. */
const SAME_PERSON_COSINE = 0.6;

export interface OperatingPoint {
  readonly n: number;
  readonly tau: number;
  readonly tmr: number;
  /** False non-match rate, 1 − tmr. */
  readonly frr: number;
  /** False match rate between random people. */
  readonly farRandom: number;
  /** Fraction of the pictures that the best crafted string matches. */
  readonly farCrafted: number;
  /** Number of people in those pictures. */
  readonly peopleCrafted: number;
  /** The threshold for `COMPARED_FMR` and the true match rate there. */
  readonly tauRandom: number;
  readonly tmrRandom: number;
  /** Number of pictures that the best string of each kind matches, at `tauRandom` and at `tau`. */
  readonly crafted: Readonly<Record<string, readonly [atTauRandom: number, atTau: number]>>;
}

/**
 * Measures a threshold on single pictures: random people, and the best constant string of an attacker.
 *
 * @param names row names of `pictures`
 * @param all Hamming distances of all pairs of `pictures`
 */
export function operatingPoint(
  names: readonly string[],
  pictures: BitMatrix,
  all: Histograms,
  strings: readonly CraftedString[],
  tau: number,
): OperatingPoint {
  const tauRandom = binAtFmr(all, COMPARED_FMR);
  const tested = strings.map(({ method, string }) => ({ method, distances: distances(string, pictures) }));
  const matchesByKind = (limit: number) => {
    const kinds: Record<string, number> = {};
    for (const { method, distances: toPictures } of tested) {
      const kind = method.split(' ')[0]!;
      kinds[kind] = Math.max(kinds[kind] ?? 0, toPictures.filter((d) => d <= limit).length);
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
    tmr,
    frr: 1 - tmr,
    farRandom: fmr,
    farCrafted: bestMatches.length / pictures.count,
    peopleCrafted: new Set(bestMatches.map(personOf)).size,
    tauRandom,
    tmrRandom: ratesAt(all, tauRandom).tmr,
    crafted: Object.fromEntries(Object.keys(atTau).map((kind) => [kind, [atRandom[kind]!, atTau[kind]!]])),
  };
}

/**
 * The rows of a population that show none of the people in the measured pictures. A string crafted from a measured person would be that person's
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
