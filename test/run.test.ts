import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A mistyped argument must not look like a run without failures. */
it.each([
  ['test/run.ts', ['unit-tests'], /^There is no stage 'unit-tests'\. Stages: lint, .*unit, .*full;/],
  ['test/run.ts', ['unit', 'e3e', '--ful'], /^There is no stage 'e3e', '--ful'\. Stages: /],
  ['test/fuzz.ts', ['--runs', 'abc'], /^--runs: expected an integer of at least 1, not 'abc'$/],
  ['test/fuzz.ts', ['--runs', '0'], /^--runs: .* not '0'$/],
  ['test/fuzz.ts', ['--runs=-5'], /^--runs: .* not '-5'$/],
  ['test/fuzz.ts', ['--runs', '1.5'], /^--runs: .* not '1\.5'$/],
  ['test/fuzz.ts', ['--runs', ''], /^--runs: .* not ''$/],
  ['test/fuzz.ts', ['--seed', 'x'], /^--seed: expected an integer of at least 0, not 'x'$/],
])('exits with status 2 and one sentence: %s %j', (program, args, sentence) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', program, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr.trimEnd()).toMatch(sentence);
  expect(stderr.trimEnd()).not.toContain('\n');
});
