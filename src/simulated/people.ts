import type { SimulatedName } from './names.ts';
import { type Person, personFromSeed } from './person.ts';

export const people: Readonly<Record<SimulatedName, Person>> = {
  ada: personFromSeed(1000),
  bruno: personFromSeed(1004),
  chidi: personFromSeed(1001),
  dewi: personFromSeed(1005),
  elif: personFromSeed(1002),
  femi: personFromSeed(1003),
};
