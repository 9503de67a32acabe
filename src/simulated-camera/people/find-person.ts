import { parseName, type SimulatedName } from '../names.ts';
import { ada } from './ada.ts';
import { bruno } from './bruno.ts';
import { chidi } from './chidi.ts';
import { dewi } from './dewi.ts';
import { elif } from './elif.ts';
import { femi } from './femi.ts';
import type { Person } from './person.ts';
import { personFromSeed } from './random-person.ts';

/** Their traits were tuned so that networks that were not trained on them distinguish them (test/full/simulated.test.ts). */
const people: Readonly<Record<SimulatedName, Person>> = { ada, bruno, chidi, dewi, elif, femi };

/**
 * The person of a name.
 *
 * @param name one of `simulatedNames` or `seed-<n>`
 * @throws RecognizeError `usage/invalid-attribute` for another name
 */
export function findPerson(name: string): Person {
  const nameOrSeed = parseName(name);
  return typeof nameOrSeed === 'number' ? personFromSeed(nameOrSeed) : people[nameOrSeed];
}
