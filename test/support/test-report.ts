import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** A test that failed. A file that fails without a failed test, for example because it does not load, has its path as the name. */
export interface Failure {
  /** Path relative to the project. */
  readonly file: string;
  readonly name: string;
}

/** What a test runner has counted. */
export interface TestReport {
  readonly passed: number;
  readonly failures: readonly Failure[];
}

/** The part of vitest's JSON report that is read. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Reads the JSON report of vitest. @throws Error when there is none, as after a crash */
export function readVitestReport(file: string): TestReport {
  const { numPassedTests, testResults } = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  const failures = testResults.flatMap(({ name, status, assertionResults }) => {
    const path = relative(process.cwd(), name);
    const failed = assertionResults.filter((result) => result.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [{ file: path, name: path }] : [];
    return failed.map(({ fullName }) => ({ file: path, name: fullName }));
  });
  return { passed: numPassedTests, failures };
}

/** Reads the report that `test/browser/web-test-runner.config.mjs` writes. @throws Error when there is none */
export const readBrowserReport = (file: string): TestReport =>
  JSON.parse(readFileSync(file, 'utf8')) as TestReport;
