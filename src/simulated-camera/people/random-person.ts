import { seededRandom } from '../math/random.ts';
import { type Person, type Trait, traits } from './person.ts';

type Random = () => number;

/** A number in [0, 1) with a triangular distribution: most often near the middle. */
const triangular = (random: Random): number => (random() + random()) / 2;

/** 0.25 to 1 with this probability, otherwise 0. */
const occasionally = (random: Random, probability: number): number => {
  const value = random();
  return random() < probability ? 0.25 + 0.75 * value : 0;
};

/** Traits that correlate with each other or have a uniform distribution, as positions 0…1 in their range. */
function correlatedTraits(random: Random): Partial<Record<Trait, number>> {
  const isMasculine = random() < 0.5;
  const age = random() ** 1.4;
  // Below 0.25: beard and mustache; below 0.35: mustache.
  const facialHair = isMasculine ? random() : 1;
  const face = {
    age,
    melanin: random(),
    hairGray: age > 0.55 ? random() * (age - 0.4) * 1.6 : 0,
    makeup: isMasculine ? 0 : random(),
    lashes: isMasculine ? 0.3 * random() : 0.4 + 0.6 * random(),
    stubble: isMasculine ? random() : 0,
    mustache: facialHair < 0.35 ? 0.4 + 0.6 * random() : 0,
    beard: facialHair < 0.25 ? 0.4 + 0.6 * random() : 0,
  };
  // Skip one number: the people of a seed must not change, because their images are test data.
  random();
  return {
    ...face,
    browRidge: isMasculine ? 0.4 + 0.6 * random() : 0.4 * random(),
    browThickness: isMasculine ? 0.35 + 0.65 * random() : 0.7 * random(),
    jawWidth: isMasculine ? 0.3 + 0.7 * random() : 0.65 * random(),
    neckWidth: isMasculine ? 0.5 + 0.5 * random() : 0.5 * random(),
    hairLength: isMasculine ? 0.25 * random() : 0.2 + 0.8 * random(),
    hairRecession: isMasculine ? random() * (0.3 + 0.7 * age) : 0,
    fringe: isMasculine ? 0 : occasionally(random, 0.35),
    freckles: occasionally(random, 0.25),
    glasses: occasionally(random, 0.25),
    hairCurl: random(),
    hairShade: random(),
    iris: random(),
    glassesShape: random(),
    glassesShade: random(),
    shirt: random(),
    hairPart: random(),
  };
}

/** The random person of a seed; equal seeds give equal people. @param seed an integer */
export function personFromSeed(seed: number): Person {
  const random = seededRandom(seed * 2654435761 + 97);
  const correlated = correlatedTraits(random);
  const person: Record<string, number> = { seed };
  for (const name of Object.keys(traits) as Trait[]) {
    const [low, high] = traits[name];
    person[name] = low + (high - low) * (correlated[name] ?? triangular(random));
  }
  return person as Person;
}
