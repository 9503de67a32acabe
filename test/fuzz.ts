import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { soundness } from './unit/matching/property.ts';
import { makeDeviceKey } from './unit/matching/support.ts';

/**
 * The property of the unit tests for as long as wanted: npm run fuzz -- --runs N [--seed S] [--json FILE]. Runs go in chunks with the seeds
 * S, S + 1, …; a failure names its seed and the smallest disturbance that shows it.
 */
const chunk = 5_000;

/** A whole number of decimal digits; anything else ends the program, which would otherwise report success after no run. */
function whole(name: string, text: string, least: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= least) return value;
  console.error(`--${name} takes a whole number from ${least} on, not '${text}'.`);
  process.exit(2);
}

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10000' }, seed: { type: 'string' }, json: { type: 'string' } },
});
const runs = whole('runs', values.runs, 1);
const first = values.seed === undefined ? Date.now() & 0x7fffffff : whole('seed', values.seed, 0);
const device = await makeDeviceKey();
const began = performance.now();
let done = 0;
let failure: { seed: number; counterexample: unknown } | undefined;
for (let seed = first; done < runs && failure === undefined; seed++) {
  const details = await fc.check(soundness(device), { numRuns: Math.min(chunk, runs - done), seed });
  done += details.numRuns;
  if (details.failed) {
    failure = { seed, counterexample: details.counterexample };
    console.error(details.errorInstance ?? 'the property does not hold');
  }
  console.error(`${done} of ${runs} runs`);
}
const seconds = Math.round((performance.now() - began) / 100) / 10;
const report = { fuzz: { runs: done, seed: first, failed: failure !== undefined, failure, seconds } };
console.log(JSON.stringify(report));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
process.exitCode = failure === undefined ? 0 : 1;
