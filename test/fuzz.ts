import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { soundness } from './unit/matching/property.ts';
import { makeDeviceKey } from './unit/matching/support.ts';

/** The property of the unit tests for as long as wanted: `tsx test/fuzz.ts --runs N [--seed S] [--json FILE]`. */
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10000' }, seed: { type: 'string' }, json: { type: 'string' } },
});
const runs = Number(values.runs);
const seed = Number(values.seed ?? Date.now() & 0x7fffffff);
const began = performance.now();
const details = await fc.check(soundness(await makeDeviceKey()), { numRuns: runs, seed });
const report = {
  fuzz: {
    runs: details.numRuns,
    seed,
    failed: details.failed,
    counterexample: details.counterexample,
    seconds: Math.round((performance.now() - began) / 100) / 10,
  },
};
console.log(JSON.stringify(report));
if (details.failed) console.error(details.errorInstance);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
process.exitCode = details.failed ? 1 : 0;
