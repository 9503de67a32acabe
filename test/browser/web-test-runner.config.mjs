import { createReadStream, existsSync, statSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { tsImport } from 'tsx/esm/api';

const { browserPath, chromiumArguments } = await tsImport('../support/browsers.ts', import.meta.url);
const rootDir = fileURLToPath(new URL('../..', import.meta.url));

/** Writes the `TestReport` of test/support/test-report.ts to the file from which `test/run.ts` reads it. */
const fileReporter = {
  onTestRunFinished({ sessions }) {
    const file = process.env.TEST_REPORT;
    if (file === undefined) return;
    const passed = sessions.flatMap((session) => allTests(session.testResults)).filter((test) => test.passed);
    writeFileSync(file, JSON.stringify({ passed: passed.length, failures: sessions.flatMap(failuresOf) }));
  },
};

/** The failed tests of a file in one browser. A file that fails without a failed test, for example because it does not load, is one failure. */
function failuresOf({ passed, testFile, browser, testResults }) {
  const file = relative(rootDir, testFile);
  const failed = allTests(testResults).filter((test) => !test.passed && !test.skipped);
  if (failed.length > 0) return failed.map(({ name }) => ({ file, name: `${name} (${browser.name})` }));
  return passed ? [] : [{ file, name: `${file} (${browser.name})` }];
}

const allTests = (suite) => (suite === undefined ? [] : [...suite.tests, ...suite.suites.flatMap(allTests)]);

const mimeTypes = {
  js: 'text/javascript',
  mjs: 'text/javascript',
  json: 'application/json',
  wasm: 'application/wasm',
};

/** Serves the built package unchanged. The test runner would rewrite its imports. */
function serveBuiltPackage(context, next) {
  const path = context.path.startsWith('/dist/') ? join(rootDir, context.path) : undefined;
  if (path === undefined || path.includes('..') || !existsSync(path)) return next();
  context.type = mimeTypes[extname(path).slice(1)] ?? 'application/octet-stream';
  context.body = createReadStream(path);
  context.length = statSync(path).size;
}

let nodeVision;
/** Embeddings that are computed in Node, for test/browser/agreement.test.ts: `/embedded-in-node/<path of a picture>`. */
async function embedInNode(context, next) {
  const [, path] = context.path.split('/embedded-in-node/');
  if (path === undefined) return next();
  nodeVision ??= tsImport('../support/node-vision.ts', import.meta.url);
  const { embedInNode: embed } = await nodeVision;
  context.type = 'application/json';
  context.body = JSON.stringify([...(await embed(path))]);
}

let backend;
/** The minimal host with a real backend module, for tests of whole ceremonies. */
async function serveBackend(context, next) {
  if (!context.path.startsWith('/backend/')) return next();
  backend ??= tsImport('../support/backend.ts', import.meta.url);
  const { respond } = await backend;
  const response = await respond(context.req, context.url);
  context.status = response.status;
  context.type = response.headers.get('content-type') ?? 'text/plain';
  context.body = Buffer.from(await response.arrayBuffer());
}

export default {
  rootDir,
  files: ['test/browser/**/*.test.ts'],
  middleware: [serveBuiltPackage, embedInNode, serveBackend],
  nodeResolve: { exportConditions: ['production', 'browser'] },
  concurrentBrowsers: 2,
  concurrency: 2,
  // Generous, for a busy machine with two cores. Each test has its own limit.
  browserStartTimeout: 120_000,
  testsFinishTimeout: 900_000,
  browsers: [
    puppeteerLauncher({
      // Each page gets its own window: hidden pages get no animation frames, and one tab of a window is visible at a time.
      createPage: async ({ browser }) => (await browser.createBrowserContext()).newPage(),
      launchOptions: {
        executablePath: browserPath('chromium'),
        args: [...chromiumArguments, '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
      },
    }),
    puppeteerLauncher({
      launchOptions: { executablePath: browserPath('firefox'), browser: 'firefox', headless: true },
      concurrency: 1,
    }),
  ],
  plugins: [
    // @hpke imports this module of Node only where there is no WebCrypto, which never happens in a browser.
    { name: 'no-node', resolveImport: ({ source }) => (source === 'crypto' ? 'node:crypto' : undefined) },
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('../../tsconfig.base.json', import.meta.url)),
    }),
  ],
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false }), fileReporter],
};
