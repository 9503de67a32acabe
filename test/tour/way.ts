import type { Tour } from './acts.ts';
import { inLanguages } from './languages.ts';
import { recovery } from './recovery.ts';
import { refusals } from './strangers.ts';
import { temporary } from './temporary.ts';

/** The whole way, each person with a browser profile of their own. Every step depends on those before it. */
export async function way(tour: Tour): Promise<void> {
  await recovery(tour);
  await temporary(tour);
  await refusals(tour);
  await inLanguages(tour);
}
