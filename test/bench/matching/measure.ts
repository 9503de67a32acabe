import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { ModelSet } from '../../../src/manifest/types.ts';
import { launchChromium } from '../../support/chromium.ts';
import { startPostgres } from '../../support/postgres.ts';
import { matchingBytes } from '../build.ts';
import { median, rounded } from '../median.ts';
import type { Bench, Recovery } from '../page/matching.ts';

export interface MatchingFigures {
  readonly n: number;
  readonly uploadBytes: number;
  readonly downloadBytes: number;
  readonly beforeCaptureMs: number;
  readonly afterCaptureMs: number;
  readonly serverCpuMs: number;
  readonly loopP99Ms: number;
  readonly gzipBytes: number;
}

const RECOVERIES = 20;
const WARM_UP_RECOVERIES = 3;
/** Recoveries at the same time, for the delay of the event loop. */
const PARALLEL_RECOVERIES = 4;

/** Starts the backend of the bench in a separate process. */
export async function startServer(
  folder: string,
  manifest: string,
  databaseUrl?: string,
): Promise<{ origin: string; close(): Promise<void> }> {
  const script = fileURLToPath(new URL('server.ts', import.meta.url));
  const env = databaseUrl === undefined ? process.env : { ...process.env, DATABASE_URL: databaseUrl };
  const child = fork(script, [folder, manifest], { execArgv: ['--import', 'tsx'], env });
  const origin = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { origin: string }).origin));
    child.once('exit', (code) => reject(new Error(`the backend of the bench exited with ${code}`)));
  });
  return {
    origin,
    async close() {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      await exited;
    },
  };
}

/**
 * Measures recoveries in Chromium over HTTP. The database is PostgreSQL if DATABASE_URL names one or it is installed. Otherwise it is PGlite,
 * which runs in the process of the matcher, so that its time is counted as the matcher's.
 */
export async function measureMatching(folder: string, manifest: string) {
  const { matching } = JSON.parse(readFileSync(manifest, 'utf8')) as ModelSet;
  const installed = process.env.DATABASE_URL ? undefined : await startPostgres();
  const url = process.env.DATABASE_URL ?? installed?.url;
  const server = await startServer(folder, manifest, url);
  const chrome = await launchChromium('--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream');
  try {
    const page = await chrome.newPage();
    await page.goto(server.origin);
    await page.addScriptTag({ url: '/matching.js', type: 'module' });
    const clientState = await callBench(page, (bench) => bench.enroll());
    const sequential = (count: number) =>
      callBench(page, (bench, [state, n]) => bench.sequential(state, n), clientState, count);
    const parallel = (rounds: number) =>
      callBench(page, (bench, [state, n]) => bench.parallel(state, 4, n), clientState, rounds);

    await sequential(WARM_UP_RECOVERIES);
    const alone = await measureServer(server.origin, 'cpu', () => sequential(RECOVERIES));
    const together = await measureServer(server.origin, 'delay', () =>
      parallel(RECOVERIES / PARALLEL_RECOVERIES),
    );
    const camera = await callBench(page, (bench, [state, n]) => bench.withCamera(state, n), clientState, 3);

    const medianOf = (pick: (recovery: Recovery) => number) => rounded(median(alone.result.map(pick)));
    const figures: MatchingFigures = {
      n: matching.n,
      uploadBytes: medianOf(({ uploadBytes }) => uploadBytes),
      downloadBytes: medianOf(({ downloadBytes }) => downloadBytes),
      beforeCaptureMs: medianOf(({ beforeCaptureMs }) => beforeCaptureMs),
      afterCaptureMs: medianOf(({ afterCaptureMs }) => afterCaptureMs),
      serverCpuMs: rounded(alone.cpuMs / RECOVERIES),
      loopP99Ms: rounded(together.loopP99Ms),
      gzipBytes: await matchingBytes(),
    };
    const details = {
      uploadHttpBytes: medianOf(({ uploadHttpBytes }) => uploadHttpBytes),
      downloadHttpBytes: medianOf(({ downloadHttpBytes }) => downloadHttpBytes),
      database: url === undefined ? 'PGlite, in the process' : 'PostgreSQL, in another process',
      camera,
    };
    return { figures, details };
  } finally {
    await chrome.close();
    await server.close();
    await installed?.close();
  }
}

/** Measures the server's processor time and, with `delay`, its event loop while `work` runs. */
async function measureServer<Result>(origin: string, figure: 'cpu' | 'delay', work: () => Promise<Result>) {
  await fetch(`${origin}/measure/begin?${figure}`);
  const result = await work();
  const response = await fetch(`${origin}/measure/end`);
  const figures = (await response.json()) as { cpuMs: number; loopP99Ms: number };
  return { result, ...figures };
}

/** Calls a function in the page. It is sent as source text, so it can use only its parameters. */
function callBench<Result>(
  page: Page,
  work: (bench: Bench, args: [string, number]) => Promise<Result>,
  state = '',
  count = 0,
): Promise<Result> {
  const expression = `(${work})(window.bench, ${JSON.stringify([state, count])})`;
  return page.evaluate(expression) as Promise<Result>;
}
