import { seededRandom } from '../../../src/simulated-camera/math/random.ts';
import type { FusedDistances } from './fused.ts';

/** Lower and upper bound with 95 % confidence. */
export type Bounds = readonly [low: number, high: number];

/** Error rates (ISO/IEC 2382-37) between fused references. */
export interface FusedRates {
  /** Share of the genuine comparisons that do not match. */
  readonly fnmr: number;
  readonly fnmrBounds: Bounds;
  /** Mean over people of their own FNMR; in `fnmr`, people with many pictures have most of the comparisons. */
  readonly fnmrByPerson: number;
  /** Share of the impostor comparisons that match. */
  readonly fmr: number;
  readonly fmrBounds: Bounds;
  /** People in the impostor comparisons, and those of them who have several references. */
  readonly people: number;
  readonly genuinePeople: number;
}

const RESAMPLES = 2_000;
const SEED = 5_317;

/**
 * The rates at a threshold. Comparisons of one person are not independent, so the bounds come from resampling people (bootstrap). Where no error
 * was seen the upper bound is that of the rule of three: 3 / number of people for genuine, 3 / number of pairs for impostor comparisons.
 */
export function fusedRates({ genuine, people, impostor }: FusedDistances, tau: number): FusedRates {
  const persons = genuine.map((distances) => ({
    errors: distances.filter((value) => value > tau).length,
    comparisons: distances.length,
  }));
  const matches = pairsWithin(impostor, tau);
  const pairs = (people * (people - 1)) / 2;
  const random = seededRandom(SEED);
  return {
    ...{ fnmr: ratio(persons), fnmrBounds: genuineBounds(persons, random) },
    fnmrByPerson: persons.reduce((sum, person) => sum + ratio([person]), 0) / persons.length,
    ...{ fmr: matches.length / pairs, fmrBounds: impostorBounds(matches, people, random) },
    ...{ people, genuinePeople: genuine.length },
  };
}

interface PersonErrors {
  readonly errors: number;
  readonly comparisons: number;
}

function ratio(persons: readonly PersonErrors[]): number {
  const total = (key: keyof PersonErrors) => persons.reduce((sum, person) => sum + person[key], 0);
  return total('errors') / total('comparisons');
}

function genuineBounds(persons: readonly PersonErrors[], random: () => number): Bounds {
  if (persons.every(({ errors }) => errors === 0)) return [0, Math.min(1, 3 / persons.length)];
  return middle95(() => ratio(persons.map(() => persons[Math.floor(random() * persons.length)]!)));
}

type PersonPair = readonly [i: number, j: number];

/** The pairs of people at a distance of at most tau. */
function pairsWithin(impostor: Uint16Array, tau: number): PersonPair[] {
  const pairs: PersonPair[] = [];
  for (let i = 1, at = 0; at < impostor.length; i++)
    for (let j = 0; j < i; j++, at++) if (impostor[at]! <= tau) pairs.push([i, j]);
  return pairs;
}

/** A person who is drawn k times takes part in each pair k times; pairs with oneself do not count. */
function impostorBounds(matches: readonly PersonPair[], people: number, random: () => number): Bounds {
  const pairs = (people * (people - 1)) / 2;
  if (matches.length === 0) return [0, Math.min(1, 3 / pairs)];
  return middle95(() => {
    const drawn = new Float64Array(people);
    for (let i = 0; i < people; i++) drawn[Math.floor(random() * people)]!++;
    const withOneself = drawn.reduce((sum, times) => sum + (times * (times - 1)) / 2, 0);
    return matches.reduce((sum, [i, j]) => sum + drawn[i]! * drawn[j]!, 0) / (pairs - withOneself);
  });
}

function middle95(resample: () => number): Bounds {
  const sorted = Float64Array.from({ length: RESAMPLES }, resample).sort();
  return [sorted[Math.floor(0.025 * RESAMPLES)]!, sorted[Math.ceil(0.975 * RESAMPLES) - 1]!];
}
