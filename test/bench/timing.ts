import { launchChromium } from '../support/chromium.ts';
import { startServer } from './matching/measure.ts';
import { median } from './median.ts';
import type { Bench } from './page/timing.ts';

/** Numbers of rows that carry the tag of the computed sum, from none to more than half of the 513 rows. */
const taggedRows = [0, 70, 150, 290];
const rounds = 400;

/**
 * Times the evaluation of tables that a tampered matcher could send. If the time depended on the number of matching rows, the matcher would
 * learn something about the client's input.
 *
 * @returns median milliseconds per table, and the largest relative difference between them
 */
export async function measureTiming(folder: string, manifest: string) {
  const server = await startServer(folder, manifest);
  const chrome = await launchChromium();
  try {
    const page = await chrome.newPage();
    await page.goto(server.origin);
    await page.addScriptTag({ url: '/timing.js', type: 'module' });
    const times = (await page.evaluate(
      `window.bench.times(1024, ${JSON.stringify(taggedRows)}, ${rounds})`,
    )) as Awaited<ReturnType<Bench['times']>>;
    const medians = times.map((samples) => Math.round(1000 * median(samples)) / 1000);
    const spread = (Math.max(...medians) - Math.min(...medians)) / Math.min(...medians);
    return { rows: taggedRows, medianMs: medians, spread: Math.round(10_000 * spread) / 10_000, rounds };
  } finally {
    await chrome.close();
    await server.close();
  }
}
