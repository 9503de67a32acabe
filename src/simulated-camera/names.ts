import { RecognizeError } from '../errors.ts';

/** The people that `camera="simulated:<name>"` knows. */
export const simulatedNames = ['ada', 'bruno', 'chidi', 'dewi', 'elif', 'femi'] as const;

export type SimulatedName = (typeof simulatedNames)[number];

const isName = (name: string): name is SimulatedName => (simulatedNames as readonly string[]).includes(name);

/**
 * Which person a name means: one of the six, or with `seed-<n>` the seed of a person made up on the spot.
 *
 * @throws RecognizeError `camera/none` when nobody is called so; its detail lists the names
 */
export function parseName(name: string): SimulatedName | number {
  if (isName(name)) return name;
  const seed = /^seed-(\d{1,9})$/.exec(name)?.[1];
  if (seed !== undefined) return Number(seed);
  throw new RecognizeError('camera/none', {
    detail: `no simulated person of that name; there are ${simulatedNames.join(', ')} and seed-<number>`,
  });
}
