import type { BitMatrix } from './bit-matrix.ts';
import { distance, distances } from './bit-matrix.ts';
import type { Crafted } from './craft.ts';
import type { Histograms } from './rates.ts';
import { binAt, person, ratesAt } from './rates.ts';

/** Random strangers may pass so often. */
const farRandom = 1e-4;
/** The best constant string may open so many of the measured pictures. */
const mostPictures = 1;
/** What bits and a stricter threshold together may cost against the float cosine at `farRandom`, of all genuine pairs. */
const mostCost = 0.015;

export interface OperatingPoint {
  readonly n: number;
  readonly tau: number;
  /** Whether both limits hold at `tau`, within the cost. */
  readonly holds: boolean;
  readonly tar: number;
  readonly frr: number;
  readonly farRandom: number;
  readonly farCrafted: number;
  /** How many people the pictures show that the best string opens. */
  readonly peopleCrafted: number;
  /** Against the float cosine, in points. */
  readonly cost: number;
  /** The largest threshold for strangers alone, for crafted strings alone, and what that one would cost in points. */
  readonly tauRandom: number;
  readonly tauCrafted: number;
  readonly costOfTauCrafted: number;
  /** Pictures that the best string of each kind opens, at `tauRandom` and at `tau`. */
  readonly crafted: Readonly<Record<string, readonly [atTauRandom: number, atTau: number]>>;
}

/**
 * The largest threshold at which both limits hold. Where that would cost more than is allowed, the strictest that does not: the limit for
 * crafted strings is then missed, and the report says by how much.
 *
 * @param fixed a threshold that is measured as it is
 */
export function operatingPoint(
  names: readonly string[],
  pictures: BitMatrix,
  all: Histograms,
  strings: readonly Crafted[],
  floatTar: number,
  fixed?: number,
): OperatingPoint {
  const tauRandom = binAt(all, farRandom);
  const tested = strings.map(({ how, string }) => {
    const near = distances(string, pictures);
    return { how, near, sorted: near.slice().sort() };
  });
  const tauCrafted = Math.min(...tested.map(({ sorted }) => sorted[mostPictures]! - 1));
  const cost = (tau: number) => floatTar - ratesAt(all, tau).tar;
  const wanted = Math.min(tauRandom, tauCrafted);
  let tau = fixed ?? wanted;
  while (fixed === undefined && tau < tauRandom && cost(tau) > mostCost) tau++;
  const opened = (limit: number) => {
    const kinds: Record<string, number> = {};
    for (const { how, sorted } of tested) {
      const kind = how.split(' ')[0]!;
      kinds[kind] = Math.max(kinds[kind] ?? 0, sorted.filter((d) => d <= limit).length);
    }
    return kinds;
  };
  const [atRandom, atTau] = [opened(tauRandom), opened(tau)];
  const openedBy = ({ near }: { near: Uint16Array }) => names.filter((_, i) => near[i]! <= tau);
  const most = tested.map(openedBy).reduce((best, found) => (found.length > best.length ? found : best), []);
  const { tar, far } = ratesAt(all, tau);
  return {
    n: pictures.n,
    tau,
    holds: tau <= wanted && cost(tau) <= mostCost,
    tar,
    frr: 1 - tar,
    farRandom: far,
    farCrafted: most.length / pictures.count,
    peopleCrafted: new Set(most.map(person)).size,
    cost: 100 * cost(tau),
    tauRandom,
    tauCrafted,
    costOfTauCrafted: 100 * cost(tauCrafted),
    crafted: Object.fromEntries(Object.keys(atTau).map((kind) => [kind, [atRandom[kind]!, atTau[kind]!]])),
  };
}

/**
 * The rows of a population that show nobody of the measured pictures: a string made of them would be that person's template, not a constant
 * one. Two pictures count as one person from a cosine of 0.6, which is this share of the bits.
 */
export function strangersTo(pictures: BitMatrix, population: BitMatrix): number[] {
  const same = (population.n * Math.acos(0.6)) / Math.PI;
  const rows: number[] = [];
  for (let row = 0; row < population.count; row++) {
    let nearest = Infinity;
    for (let i = 0; i < pictures.count && nearest > same; i++)
      nearest = Math.min(nearest, distance(population, row, pictures, i));
    if (nearest > same) rows.push(row);
  }
  return rows;
}
