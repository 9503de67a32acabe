import { RecognizeError } from '../errors.ts';
import { people } from './people.ts';
import { type Person, personFromSeed } from './person.ts';

/** The people that `camera="simulated:<name>"` knows. */
export const simulatedNames = ['ada', 'bruno', 'chidi', 'dewi', 'elif', 'femi'] as const;

export type SimulatedName = (typeof simulatedNames)[number];

const isName = (name: string): name is SimulatedName => (simulatedNames as readonly string[]).includes(name);

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
