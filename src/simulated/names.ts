import { RecognizeError } from '../errors.ts';
import { ada } from './people/ada.ts';
import { bruno } from './people/bruno.ts';
import { chidi } from './people/chidi.ts';
import { dewi } from './people/dewi.ts';
import { elif } from './people/elif.ts';
import { femi } from './people/femi.ts';
import { type Person, personFromSeed } from './person.ts';

/** The people that `camera="simulated:<name>"` knows. */
export const simulatedNames = ['ada', 'bruno', 'chidi', 'dewi', 'elif', 'femi'] as const;

type SimulatedName = (typeof simulatedNames)[number];

const isName = (name: string): name is SimulatedName => (simulatedNames as readonly string[]).includes(name);

/** Their traits were tuned so that nets which never saw them tell them apart (test/full/simulated.test.ts). */
const people: Readonly<Record<SimulatedName, Person>> = { ada, bruno, chidi, dewi, elif, femi };

/**
 * The drawn person of a name, or of `seed-<n>` for any whole number n.
 *
 * @throws RecognizeError `camera/none` when nobody is called so; its detail lists the names
 */
export function personNamed(name: string): Person {
  if (isName(name)) return people[name];
  const seed = /^seed-(\d{1,9})$/.exec(name)?.[1];
  if (seed !== undefined) return personFromSeed(Number(seed));
  throw new RecognizeError('camera/none', {
    detail: `no simulated person of that name; there are ${simulatedNames.join(', ')} and seed-<number>`,
  });
}
