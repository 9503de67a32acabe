import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowsers } from './support/browsers.ts';

/**
 * Everything that must hold, in one command, ending in `N passed, N failed`. With `--full` the long tests too; with names of
 * stages only those (`npm test -- unit browser`).
 */
interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface Stage {
  readonly name: string;
  run(): Promise<Counts>;
}

/** Folder of the reports, made once it is clear that something runs. */
let scratch = '';
const bin = (name: string) => join('node_modules', '.bin', name);

function command(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** A command that holds or does not. */
const check = (name: string, script: string): Stage => ({
  name,
  run: async () =>
    (await command('npm', ['run', '--silent', script])) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 },
});

/** A test runner that leaves its counts in a file; one that fails without a failed test (a crash) counts as one failure. */
function suite(
  name: string,
  program: string,
  args: readonly string[],
  read: (report: unknown) => Counts,
): Stage {
  return {
    name,
    async run() {
      const file = join(scratch, `${name}.json`);
      const green = await command(
        bin(program),
        args.map((arg) => arg.replace('{file}', file)),
        { TEST_REPORT: file },
      );
      const counts = readCounts(file, read);
      return green ? counts : { ...counts, failed: Math.max(1, counts.failed) };
    },
  };
}

function readCounts(file: string, read: (report: unknown) => Counts): Counts {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const vitest = (project: string): Stage =>
  suite(
    project,
    'vitest',
    ['run', '--project', project, '--reporter=default', '--reporter=json', '--outputFile.json={file}'],
    (report) => {
      const { numPassedTests, numFailedTests } = report as { numPassedTests: number; numFailedTests: number };
      return { passed: numPassedTests, failed: numFailedTests };
    },
  );

const stages: readonly Stage[] = [
  check('lint', 'lint'),
  check('typecheck', 'typecheck'),
  check('build', 'build'),
  check('build of the demo', 'build:demo'),
  vitest('unit'),
  suite(
    'browser',
    'web-test-runner',
    ['--config', 'test/browser/web-test-runner.config.mjs'],
    (report) => report as Counts,
  ),
  vitest('e2e'),
  vitest('full'),
];

/** Stages of the long run alone. */
const long = ['full'];
const asked = process.argv.slice(2);
const wanted = asked.filter((argument) => argument !== '--full');
const full = asked.includes('--full');
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');
  console.error(
    `There is no stage ${quoted(unknown)}; there are ${quoted(stages.map(({ name }) => name))}, and '--full' for all.`,
  );
  process.exit(2);
}
const chosen = stages.filter(({ name }) =>
  wanted.length > 0 ? wanted.includes(name) : full || !long.includes(name),
);

try {
  ensureBrowsers();
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

scratch = mkdtempSync(join(tmpdir(), 'recognize-test-'));
const results: (Counts & { name: string; seconds: number })[] = [];
for (const { name, run } of chosen) {
  console.log(`\n── ${name}`);
  const began = performance.now();
  results.push({ name, ...(await run()), seconds: Math.round((performance.now() - began) / 1000) });
}
rmSync(scratch, { recursive: true });

console.log('');
for (const { name, passed, failed, seconds } of results) {
  console.log(
    `${name.padEnd(18)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${String(seconds).padStart(5)} s`,
  );
}
const sum = (key: 'passed' | 'failed') => results.reduce((total, result) => total + result[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
