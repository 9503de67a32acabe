import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { createDeviceKey } from './support/matching/play-match.ts';
import { soundness } from './support/matching/soundness.ts';

// The soundness property of the unit tests for any number of runs: npm run fuzz -- --runs N [--seed S] [--json FILE]. Runs are made in chunks with
// the seeds S, S + 1, …; a failure reports its seed and the smallest counterexample.

const CHUNK = 5_000;

/** Parses a decimal integer. Exits on any other string, because NaN would report success after no run. */
function integerOption(name: string, value: string, min: number): number {
  const integer = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (Number.isSafeInteger(integer) && integer >= min) return integer;
  console.error(`--${name}: expected an integer of at least ${min}, not '${value}'`);
  process.exit(2);
}

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10000' }, seed: { type: 'string' }, json: { type: 'string' } },
});
const runs = integerOption('runs', values.runs, 1);
const firstSeed = values.seed === undefined ? Date.now() & 0x7fffffff : integerOption('seed', values.seed, 0);
const device = await createDeviceKey();
const started = performance.now();
let completed = 0;
let failure: { seed: number; counterexample: unknown } | undefined;
for (let seed = firstSeed; completed < runs && failure === undefined; seed++) {
  const details = await fc.check(soundness(device), { numRuns: Math.min(CHUNK, runs - completed), seed });
  completed += details.numRuns;
  if (details.failed) {
    failure = { seed, counterexample: details.counterexample };
    console.error(details.errorInstance ?? 'the property does not hold');
  }
  console.error(`${completed} of ${runs} runs`);
}
const seconds = Math.round((performance.now() - started) / 100) / 10;
const failed = failure !== undefined;
const report = { fuzz: { runs: completed, seed: firstSeed, failed, failure, seconds } };
console.log(JSON.stringify(report));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
process.exitCode = failed ? 1 : 0;
