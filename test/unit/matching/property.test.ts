import fc from 'fast-check';
import { test } from 'vitest';
import { soundness } from './property.ts';
import { makeDeviceKey } from './support.ts';

test('2,000 random disturbances of a match at n = 64: never a wrong accept, never an uncaught exception', async () => {
  await fc.assert(soundness(await makeDeviceKey()), { numRuns: 2_000 });
});
