import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowsers } from './support/browsers.ts';

/**
 * Runs every check in one command. The last line is `N passed, N failed`. `--full` adds the long tests. Names of stages run only
 * those: `npm test -- unit browser`.
 */
interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface Stage {
  readonly name: string;
  run(reports: string): Promise<Counts>;
}

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
    return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  },
});

/** A test runner that writes its counts to a file. A runner that fails without a failed test (a crash) counts as one failure. */
function testRunner(
  name: string,
  program: string,
  args: (report: string) => readonly string[],
  parse: (report: string) => Counts,
): Stage {
  return {
    name,
    async run(reports) {
      const report = join(reports, `${name}.json`);
      const exitedWithZero = await runCommand(join('node_modules', '.bin', program), args(report), {
        TEST_REPORT: report,
      });
      const counts = readCounts(report, parse);
      return exitedWithZero ? counts : { ...counts, failed: Math.max(1, counts.failed) };
    },
  };
}

function readCounts(report: string, parse: (report: string) => Counts): Counts {
  try {
    return parse(readFileSync(report, 'utf8'));
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** @param projects of vitest.config.ts */
const vitest = (name: string, projects: readonly string[] = [name]): Stage =>
  testRunner(
    name,
    'vitest',
    (report) => [
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    (report) => {
      const { numPassedTests, numFailedTests } = JSON.parse(report) as {
        numPassedTests: number;
        numFailedTests: number;
      };
      return { passed: numPassedTests, failed: numFailedTests };
    },
  );

const browser = testRunner(
  'browser',
  'web-test-runner',
  () => ['--config', 'test/browser/web-test-runner.config.mjs'],
  (report) => JSON.parse(report) as Counts,
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
  const results: (Counts & { name: string; seconds: number })[] = [];
  for (const { name, run } of chosen) {
    console.log(`\n── ${name}`);
    const start = performance.now();
    const counts = await run(reports);
    results.push({ name, ...counts, seconds: Math.round((performance.now() - start) / 1000) });
  }
  rmSync(reports, { recursive: true });
  console.log('');
  for (const { name, passed, failed, seconds } of results) {
    const columns = [name.padEnd(12), `${passed} passed`.padStart(12), `${failed} failed`.padStart(10)];
    console.log(`${columns.join(' ')} ${String(seconds).padStart(5)} s`);
  }
  const sum = (key: keyof Counts) => results.reduce((total, result) => total + result[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 2;
});
