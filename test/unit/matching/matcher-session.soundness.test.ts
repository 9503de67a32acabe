import fc from 'fast-check';
import { it } from 'vitest';
import { createDeviceKey } from '../../support/matching/play-match.ts';
import { soundness } from '../../support/matching/soundness.ts';

// `npm run fuzz` checks the same property for longer.

it('[T18] 1,000 matches with random changes, n = 64: accepted only if unchanged and within tau, no uncaught exception', {
  timeout: 300_000,
}, async () => {
  await fc.assert(soundness(await createDeviceKey()), { numRuns: 1_000 });
});
