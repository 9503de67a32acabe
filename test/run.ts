import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowsers } from './support/browsers.ts';
import { type Failure, readBrowserReport, readVitestReport, type TestReport } from './support/test-report.ts';

/**
 * Runs every check in one command. The last line is `N passed, N failed`. `--full` adds the long tests. Names of stages run only
 * those: `npm test -- unit browser`.
 *
 * Tests with real browsers depend on the time that a busy machine gives them. So a few files with failures are run once more, when
 * nothing else runs, and the tests that passed only then are listed.
 */
interface Stage {
  readonly name: string;
  /** @param files paths of the tests to run; empty runs all */
  run(options: RunOptions, files: readonly string[]): Promise<TestReport>;
}

interface RunOptions {
  /** Path of the report that a test runner writes. */
  readonly report: string;
  /** File for the output; default the terminal. */
  readonly log?: string | undefined;
}

interface Result {
  readonly name: string;
  readonly passed: number;
  readonly failures: readonly Failure[];
  /** Tests that failed at first and passed when their file was run once more. */
  readonly repeated: readonly Failure[];
  readonly seconds: number;
}

/** With more files that fail, the cause is not the machine. */
const MAX_FILES_TO_REPEAT = 4;
/** Priority of the unit tests. They take all the time of the processor that they get; tests with browsers need it at once. */
const UNIT_NICENESS = 10;

interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly log?: string | undefined;
  readonly niceness?: number | undefined;
}

function runCommand(
  program: string,
  args: readonly string[],
  { env = {}, log, niceness = 0 }: CommandOptions,
): Promise<boolean> {
  const output = log === undefined ? 'inherit' : openSync(log, 'a');
  return new Promise<boolean>((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', output, output],
      env: { ...process.env, ...env },
    });
    child.once('spawn', () => setPriority(child.pid!, niceness));
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  }).finally(() => typeof output === 'number' && closeSync(output));
}

/** An npm script that counts as one test. */
const script = (name: string): Stage => ({
  name,
  run: async ({ log }) => {
    const passed = await runCommand('npm', ['run', '--silent', name], { log });
    return { passed: passed ? 1 : 0, failures: passed ? [] : [{ file: '', name }] };
  },
});

interface TestRunner {
  readonly name: string;
  readonly program: string;
  readonly niceness?: number;
  args(report: string, files: readonly string[]): readonly string[];
  read(report: string): TestReport;
}

/** A test runner that writes its report to a file. One that fails without a failed test, or writes no report (a crash), counts as one failure without a file. */
const testRunner = ({ name, program, niceness, args, read }: TestRunner): Stage => ({
  name,
  async run({ report, log }, files) {
    const crashed = { file: '', name: `${name} ended with an error` };
    const path = join('node_modules', '.bin', program);
    const options = { env: { TEST_REPORT: report }, log, niceness };
    const exitedWithZero = await runCommand(path, args(report, files), options);
    try {
      const result = read(report);
      return exitedWithZero || result.failures.length > 0 ? result : { ...result, failures: [crashed] };
    } catch {
      return { passed: 0, failures: [crashed] };
    }
  },
});

/** @param projects of vitest.config.ts */
const vitest = (name: string, projects: readonly string[] = [name], niceness = 0): Stage =>
  testRunner({
    name,
    program: 'vitest',
    niceness,
    args: (report, files) => [
      'run',
      ...files,
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    read: readVitestReport,
  });

const browser = testRunner({
  name: 'browser',
  program: 'web-test-runner',
  args: (_, files) => [
    '--config',
    'test/browser/web-test-runner.config.mjs',
    ...(files.length > 0 ? ['--files', ...files] : []),
  ],
  read: readBrowserReport,
});

/** The stages of a row run at the same time: most tests with browsers wait. */
const stages: readonly (readonly Stage[])[] = [
  [script('lint'), script('typecheck')],
  [script('build')],
  [vitest('unit', ['unit', 'unit-isolated'], UNIT_NICENESS), browser, vitest('e2e')],
  [vitest('full')],
];

/** Stages that only `--full`, or their name, runs. */
const LONG_STAGES = ['full'];

/** @throws Error on an unknown name */
function chooseStages(args: readonly string[]): readonly (readonly Stage[])[] {
  const names = args.filter((argument) => argument !== '--full');
  const known = stages.flat().map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const quoted = unknown.map((name) => `'${name}'`).join(', ');
    throw new Error(`There is no stage ${quoted}. Stages: ${known.join(', ')}; --full runs all of them.`);
  }
  const isChosen = ({ name }: Stage) =>
    names.length > 0 ? names.includes(name) : args.includes('--full') || !LONG_STAGES.includes(name);
  return stages.map((row) => row.filter(isChosen)).filter((row) => row.length > 0);
}

async function main(): Promise<void> {
  const chosen = chooseStages(process.argv.slice(2));
  ensureBrowsers();
  const folder = mkdtempSync(join(tmpdir(), 'recognize-test-'));
  const results: Result[] = [];
  for (const row of chosen) {
    const first = await Promise.all(row.map((stage) => runFirst(stage, folder, row.length > 1)));
    for (const [i, stage] of row.entries()) results.push(await repeatFailures(stage, folder, first[i]!));
  }
  rmSync(folder, { recursive: true });
  process.exitCode = printSummary(results) === 0 ? 0 : 1;
}

/** @param isOneOfSeveral whether others run at the same time: its output is then printed as a whole, at its end */
async function runFirst(stage: Stage, folder: string, isOneOfSeveral: boolean): Promise<Result> {
  const { name } = stage;
  const log = isOneOfSeveral ? join(folder, `${name}.log`) : undefined;
  const start = performance.now();
  console.log(`\n── ${name}${isOneOfSeveral ? ' starts' : ''}`);
  const report = await stage.run({ report: join(folder, `${name}.json`), log }, []);
  if (log !== undefined) console.log(`\n── ${name}\n${readFileSync(log, 'utf8')}`);
  const seconds = Math.round((performance.now() - start) / 1000);
  return { name, ...report, repeated: [], seconds };
}

/** Runs the files with failures once more, if they are few. */
async function repeatFailures(stage: Stage, folder: string, first: Result): Promise<Result> {
  const files = [...new Set(first.failures.map(({ file }) => file))];
  if (files.length === 0 || files.length > MAX_FILES_TO_REPEAT || files.includes('')) return first;
  console.log(`\n── ${stage.name}, once more: ${files.join(', ')}`);
  const report = join(folder, `${stage.name}-repeated.json`);
  const { failures } = await stage.run({ report }, files);
  const failed = new Set(failures.map(titleOf));
  const repeated = first.failures.filter((failure) => !failed.has(titleOf(failure)));
  return { ...first, passed: first.passed + repeated.length, failures, repeated };
}

const titleOf = ({ file, name }: Failure): string => (file === '' ? name : `${file}: ${name}`);

/** Prints the failures, a line for each stage and the sum. @returns the number of failures */
function printSummary(results: readonly Result[]): number {
  console.log('');
  for (const { name, repeated } of results)
    for (const test of repeated) console.log(`passed only when repeated: ${name}: ${titleOf(test)}`);
  for (const { name, failures } of results)
    for (const test of failures) console.log(`failed: ${name}: ${titleOf(test)}`);
  for (const { name, passed, failures, seconds } of results) {
    const columns = [
      name.padEnd(12),
      `${passed} passed`.padStart(12),
      `${failures.length} failed`.padStart(10),
    ];
    console.log(`${columns.join(' ')} ${String(seconds).padStart(5)} s`);
  }
  const passed = results.reduce((total, result) => total + result.passed, 0);
  const failed = results.reduce((total, result) => total + result.failures.length, 0);
  console.log(`${passed} passed, ${failed} failed`);
  return failed;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 2;
});
