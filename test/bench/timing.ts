import { chromium } from 'playwright-core';
import { browserPath, chromiumArguments } from '../support/browsers.ts';
import { startServer } from './matching/measure.ts';
import { median } from './median.ts';
import type { Bench } from './page/timing.ts';

const tagged = [0, 70, 150, 290];
const rounds = 400;

/** Medians of the evaluation for tables that a tampered matcher made, and the largest difference between them, as a share. */
export async function measureTiming(folder: string, manifest: string) {
  const server = await startServer(folder, manifest);
  const chrome = await chromium.launch({
    executablePath: browserPath('chromium'),
    args: [...chromiumArguments],
  });
  try {
    const page = await chrome.newPage();
    await page.goto(server.origin);
    await page.addScriptTag({ url: '/timing.js', type: 'module' });
    const times = (await page.evaluate(
      `window.bench.times(1024, ${JSON.stringify(tagged)}, ${rounds})`,
    )) as Awaited<ReturnType<Bench['times']>>;
    const medians = times.map((of) => Math.round(1000 * median(of)) / 1000);
    const spread = (Math.max(...medians) - Math.min(...medians)) / Math.min(...medians);
    return { rows: tagged, medianMs: medians, spread: Math.round(10_000 * spread) / 10_000, rounds };
  } finally {
    await chrome.close();
    await server.close();
  }
}
