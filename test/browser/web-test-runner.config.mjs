import { createReadStream, existsSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { tsImport } from 'tsx/esm/api';

const { browser: pathOf, chromiumArguments } = await tsImport('../support/browsers.ts', import.meta.url);
const rootDir = fileURLToPath(new URL('../..', import.meta.url));

/** Leaves `{passed, failed}` where `test/run.ts` reads it. */
const counts = {
  onTestRunFinished({ sessions }) {
    const file = process.env.TEST_REPORT;
    if (file === undefined) return;
    const tests = sessions.flatMap((session) => collect(session.testResults));
    const failed = tests.filter((test) => !test.passed && !test.skipped).length;
    const broken = sessions.filter(
      (session) => !session.passed && !collect(session.testResults).some((t) => !t.passed),
    ).length;
    writeFileSync(
      file,
      JSON.stringify({ passed: tests.filter((test) => test.passed).length, failed: failed + broken }),
    );
  },
};

const collect = (suite) => (suite === undefined ? [] : [...suite.tests, ...suite.suites.flatMap(collect)]);

const types = {
  js: 'text/javascript',
  mjs: 'text/javascript',
  json: 'application/json',
  wasm: 'application/wasm',
};

/** The built package goes out as it is: the runner would rewrite its imports. */
function plainAssets(context, next) {
  const path = context.path.startsWith('/dist/') ? join(rootDir, context.path) : undefined;
  if (path === undefined || path.includes('..') || !existsSync(path)) return next();
  context.type = types[extname(path).slice(1)] ?? 'application/octet-stream';
  context.body = createReadStream(path);
  context.length = statSync(path).size;
}

let nodeVision;
/** Node's side of test/browser/agreement.test.ts: `/embedded-in-node/<path of a picture>`. */
async function nodeVectors(context, next) {
  const [, path] = context.path.split('/embedded-in-node/');
  if (path === undefined) return next();
  nodeVision ??= tsImport('../support/node-vision.ts', import.meta.url);
  const { embedInNode } = await nodeVision;
  context.type = 'application/json';
  context.body = JSON.stringify([...(await embedInNode(path))]);
}

let backend;
/** A real backend, for tests that go the whole way. */
async function realBackend(context, next) {
  if (!context.path.startsWith('/backend/')) return next();
  backend ??= tsImport('../support/backend.ts', import.meta.url);
  const response = await (await backend).answer(context.req, context.url);
  context.status = response.status;
  context.type = response.headers.get('content-type') ?? 'text/plain';
  context.body = Buffer.from(await response.arrayBuffer());
}

export default {
  rootDir,
  files: ['test/browser/**/*.test.ts'],
  middleware: [plainAssets, nodeVectors, realBackend],
  nodeResolve: { exportConditions: ['production', 'browser'] },
  concurrentBrowsers: 2,
  concurrency: 2,
  // For two busy cores; each test has its own limit.
  browserStartTimeout: 120_000,
  testsFinishTimeout: 900_000,
  browsers: [
    puppeteerLauncher({
      // A window each: of the tabs of one window all but one are hidden, and hidden pages get no frames.
      createPage: async ({ browser }) => (await browser.createBrowserContext()).newPage(),
      launchOptions: {
        executablePath: pathOf('chromium'),
        args: [...chromiumArguments, '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
      },
    }),
    puppeteerLauncher({
      launchOptions: { executablePath: pathOf('firefox'), browser: 'firefox', headless: true },
      concurrency: 1,
    }),
  ],
  plugins: [
    // @hpke falls back to Node's module where there is no WebCrypto; no browser comes there.
    { name: 'no-node', resolveImport: ({ source }) => (source === 'crypto' ? 'node:crypto' : undefined) },
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('../../tsconfig.base.json', import.meta.url)),
    }),
  ],
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false }), counts],
};
