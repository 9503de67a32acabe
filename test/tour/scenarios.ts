import type { Tour } from './actions.ts';
import { handOffToPhone } from './handoff.ts';
import { enrollInLanguages } from './languages.ts';
import { enrollFromPhoto } from './photo.ts';
import { recoverInOtherBrowsers } from './recovery.ts';
import { refuseOthers } from './refusals.ts';
import { bindWithTemporary } from './temporary.ts';

/** All scenarios in order. Later ones use the accounts of earlier ones. */
export async function runScenarios(tour: Tour): Promise<void> {
  await recoverInOtherBrowsers(tour);
  await bindWithTemporary(tour);
  await refuseOthers(tour);
  await handOffToPhone({ ...tour, pictures: true });
  await enrollInLanguages(tour);
  await enrollFromPhoto(tour);
}
