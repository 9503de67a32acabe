import { RecognizeError } from '../errors.ts';

/** The people with a name, for `camera="simulated:<name>"`. */
export const simulatedNames = ['ada', 'bruno', 'chidi', 'dewi', 'elif', 'femi'] as const;

export type SimulatedName = (typeof simulatedNames)[number];

const isSimulatedName = (name: string): name is SimulatedName =>
  (simulatedNames as readonly string[]).includes(name);

/**
 * The name, or the number n of a name `seed-<n>` with up to nine digits.
 *
 * @throws RecognizeError `usage/invalid-attribute` for another name; its detail lists the names
 */
export function parseName(name: string): SimulatedName | number {
  if (isSimulatedName(name)) return name;
  const seed = /^seed-(\d{1,9})$/.exec(name)?.[1];
  if (seed !== undefined) return Number(seed);
  throw new RecognizeError('usage/invalid-attribute', {
    detail: `camera: no simulated person has the name ${JSON.stringify(name)}; expected ${simulatedNames.join(', ')} or seed-<number>`,
  });
}
