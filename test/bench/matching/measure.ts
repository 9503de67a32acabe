import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import type { ModelSet } from '../../../src/manifest/types.ts';
import { browserPath, chromiumArguments } from '../../support/browsers.ts';
import { startPostgres } from '../../support/postgres.ts';
import { matchingBytes } from '../build.ts';
import { median, rounded } from '../median.ts';
import type { Bench, Run } from '../page/matching.ts';

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

const runs = 20;
const lanes = 4;

/** The backend of the bench in a process of its own; ends with `close`. */
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
    child.once('exit', (code) => reject(new Error(`the backend of the bench ended with ${code}`)));
  });
  return {
    origin,
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      await ended;
    },
  };
}

/**
 * Real Chromium, real HTTP, real database: a PostgreSQL server where one is installed or named by DATABASE_URL, else PGlite, whose work is in
 * the matcher's process and counted as its own.
 */
export async function measureMatching(folder: string, manifest: string) {
  const set = JSON.parse(readFileSync(manifest, 'utf8')) as ModelSet;
  const installed = process.env.DATABASE_URL ? undefined : await startPostgres();
  const url = process.env.DATABASE_URL ?? installed?.url;
  const server = await startServer(folder, manifest, url);
  const chrome = await chromium.launch({
    executablePath: browserPath('chromium'),
    args: [...chromiumArguments, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  });
  const measured = async <Result>(watch: string, work: () => Promise<Result>) => {
    await fetch(`${server.origin}/measure/begin?${watch}`);
    const result = await work();
    const figures = (await (await fetch(`${server.origin}/measure/end`)).json()) as Record<
      'cpuMs' | 'loopP99Ms',
      number
    >;
    return { result, ...figures };
  };
  try {
    const page = await chrome.newPage();
    await page.goto(server.origin);
    await page.addScriptTag({ url: '/matching.js', type: 'module' });
    const clientState = await call(page, (bench) => bench.enroll());
    const sequence = (count: number) =>
      call(page, (bench, [state, of]) => bench.inSequence(state, of), clientState, count);
    await sequence(3);
    const alone = await measured('cpu', () => sequence(runs));
    const together = await measured('delay', () =>
      call(page, (bench, [state, of]) => bench.atOnce(state, 4, of), clientState, runs / lanes),
    );
    const camera = await call(page, (bench, [state, of]) => bench.besideACamera(state, of), clientState, 3);
    const of = (pick: (run: Run) => number) => rounded(median(alone.result.map(pick)));
    const figures: MatchingFigures = {
      n: set.matching.n,
      uploadBytes: of(({ upload }) => upload),
      downloadBytes: of(({ download }) => download),
      beforeCaptureMs: of(({ before }) => before),
      afterCaptureMs: of(({ after }) => after),
      serverCpuMs: rounded(alone.cpuMs / runs),
      loopP99Ms: rounded(together.loopP99Ms),
      gzipBytes: await matchingBytes(),
    };
    const more = {
      uploadHttpBytes: of(({ uploadHttp }) => uploadHttp),
      downloadHttpBytes: of(({ downloadHttp }) => downloadHttp),
      database: url === undefined ? 'PGlite, in the process' : 'PostgreSQL, beside it',
      camera,
    };
    return { figures, more };
  } finally {
    await chrome.close();
    await server.close();
    await installed?.close();
  }
}

/** Runs a function of the page's bench there. */
function call<Result>(
  page: Page,
  work: (bench: Bench, args: [string, number]) => Promise<Result>,
  state = '',
  count = 0,
): Promise<Result> {
  const body = `(${work})(window.bench, ${JSON.stringify([state, count])})`;
  return page.evaluate(body) as Promise<Result>;
}
