import { parseName, type SimulatedName } from '../names.ts';
import { ada } from './ada.ts';
import { bruno } from './bruno.ts';
import { chidi } from './chidi.ts';
import { dewi } from './dewi.ts';
import { elif } from './elif.ts';
import { femi } from './femi.ts';
import { type Person, personFromSeed } from './person.ts';

/** Their traits were tuned so that nets which never saw them tell them apart (test/full/simulated.test.ts). */
const cast: Readonly<Record<SimulatedName, Person>> = { ada, bruno, chidi, dewi, elif, femi };

/** The drawn person of a name. @throws RecognizeError `camera/none` as parseName does */
export function findPerson(name: string): Person {
  const who = parseName(name);
  return typeof who === 'number' ? personFromSeed(who) : cast[who];
}
