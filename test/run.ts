import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowsers } from './support/browsers.ts';
import { type Failure, readBrowserReport, readVitestReport, type TestReport } from './support/test-report.ts';

/**
 * Runs every check in one command. The last line is `N passed, N failed`. `--full` adds the long tests. Names of stages run only
 * those: `npm test -- unit browser`.
 *
 * Tests with real browsers depend on the time that a busy machine gives them. So a few files with failures are run once more, and the
 * tests that passed only then are listed.
 */
interface Result {
  readonly passed: number;
  readonly failures: readonly string[];
  /** Tests that failed at first and passed when their file was run once more. */
  readonly repeated: readonly string[];
}

interface Stage {
  readonly name: string;
  run(reports: string): Promise<Result>;
}

/** With more files that fail, the cause is not the machine. */
const MAX_FILES_TO_REPEAT = 4;

function runCommand(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** An npm script that counts as one test. */
const script = (name: string): Stage => ({
  name,
  run: async () => {
    const passed = await runCommand('npm', ['run', '--silent', name]);
    return { passed: passed ? 1 : 0, failures: passed ? [] : [name], repeated: [] };
  },
});

/** @param files paths of the tests to run; empty runs all */
type Command = (report: string, files: readonly string[]) => readonly string[];

/** A test runner that writes its report to a file. */
const testRunner = (
  name: string,
  program: string,
  command: Command,
  read: (report: string) => TestReport,
): Stage => ({
  name,
  async run(reports) {
    const runFiles = (report: string, files: readonly string[]) =>
      runTests(name, program, command(report, files), report, read);
    const first = await runFiles(join(reports, `${name}.json`), []);
    const files = [...new Set(first.failures.map(({ file }) => file))];
    const names = (failures: readonly Failure[]) =>
      failures.map(({ file, name: test }) => `${file}: ${test}`);
    if (files.length === 0 || files.length > MAX_FILES_TO_REPEAT || files.includes(''))
      return { passed: first.passed, failures: names(first.failures), repeated: [] };
    console.log(`\n── ${name}, once more: ${files.join(', ')}`);
    const second = await runFiles(join(reports, `${name}-repeated.json`), files);
    const failures = names(second.failures);
    const repeated = names(first.failures).filter((failure) => !failures.includes(failure));
    return { passed: first.passed + repeated.length, failures, repeated };
  },
});

/** A runner that fails without a failed test, or that writes no report (a crash), counts as one failure without a file. */
async function runTests(
  name: string,
  program: string,
  args: readonly string[],
  report: string,
  read: (report: string) => TestReport,
): Promise<TestReport> {
  const crashed = { file: '', name: `${name} ended with an error` };
  const exitedWithZero = await runCommand(join('node_modules', '.bin', program), args, {
    TEST_REPORT: report,
  });
  try {
    const result = read(report);
    return exitedWithZero || result.failures.length > 0 ? result : { ...result, failures: [crashed] };
  } catch {
    return { passed: 0, failures: [crashed] };
  }
}

/** @param projects of vitest.config.ts */
const vitest = (name: string, projects: readonly string[] = [name]): Stage =>
  testRunner(
    name,
    'vitest',
    (report, files) => [
      'run',
      ...files,
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    readVitestReport,
  );

const browser = testRunner(
  'browser',
  'web-test-runner',
  (_, files) => [
    '--config',
    'test/browser/web-test-runner.config.mjs',
    ...(files.length > 0 ? ['--files', ...files] : []),
  ],
  readBrowserReport,
);

const stages: readonly Stage[] = [
  script('lint'),
  script('typecheck'),
  script('build'),
  vitest('unit', ['unit', 'unit-isolated']),
  browser,
  vitest('e2e'),
  vitest('full'),
];

/** Stages that only `--full`, or their name, runs. */
const LONG_STAGES = ['full'];

/** @throws Error on an unknown name */
function chooseStages(args: readonly string[]): readonly Stage[] {
  const names = args.filter((argument) => argument !== '--full');
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    const known = stages.map(({ name }) => name).join(', ');
    const quoted = unknown.map((name) => `'${name}'`).join(', ');
    throw new Error(`There is no stage ${quoted}. Stages: ${known}; --full runs all of them.`);
  }
  if (names.length > 0) return stages.filter(({ name }) => names.includes(name));
  return stages.filter(({ name }) => args.includes('--full') || !LONG_STAGES.includes(name));
}

async function main(): Promise<void> {
  const chosen = chooseStages(process.argv.slice(2));
  ensureBrowsers();
  const reports = mkdtempSync(join(tmpdir(), 'recognize-test-'));
  const results: (Result & { name: string; seconds: number })[] = [];
  for (const { name, run } of chosen) {
    console.log(`\n── ${name}`);
    const start = performance.now();
    const result = await run(reports);
    results.push({ name, ...result, seconds: Math.round((performance.now() - start) / 1000) });
  }
  rmSync(reports, { recursive: true });
  process.exitCode = printSummary(results) === 0 ? 0 : 1;
}

/** Prints the failures, a line for each stage and the sum. @returns the number of failures */
function printSummary(results: readonly (Result & { name: string; seconds: number })[]): number {
  console.log('');
  for (const { name, repeated } of results)
    for (const test of repeated) console.log(`passed only when repeated: ${name}: ${test}`);
  for (const { name, failures } of results)
    for (const test of failures) console.log(`failed: ${name}: ${test}`);
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
