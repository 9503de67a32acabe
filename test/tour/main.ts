import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import type { Tour } from './actions.ts';
import { startDemoHost } from './demo-host.ts';
import { takeDocsPictures } from './docs-pictures.ts';
import { runScenarios } from './scenarios.ts';

/**
 * Drives the demo, and takes screenshots of every step: `npm run tour -- [--json FILE]`. Exits with 0 only if every step succeeded, at
 * least three recoveries were accepted, and at least three other people were refused. `--docs` only renews the pictures in docs/pictures.
 */
const { values } = parseArgs({ options: { json: { type: 'string' }, docs: { type: 'boolean' } } });
const folder = fileURLToPath(new URL('pictures', import.meta.url));
const MIN_COUNT = 3;

const steps: { name: string; ok: boolean; ms: number }[] = [];
const counts = { accepted: 0, refused: 0, longTasks: 0 };

async function step(name: string, work: () => Promise<void>): Promise<void> {
  const start = performance.now();
  const report = (ok: boolean) => {
    const ms = Math.round(performance.now() - start);
    steps.push({ name, ok, ms });
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${ms} ms)`);
  };
  try {
    await work();
    report(true);
  } catch (error) {
    report(false);
    throw error;
  }
}

/** Screenshots of all open pages, after a failed step. */
async function takeFailureScreenshots(browser: Browser): Promise<void> {
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries())
    await page.screenshot({ path: join(folder, `failed-${index}.png`), fullPage: true }).catch(() => {});
}

/** @returns whether every step succeeded */
async function runTour(): Promise<boolean> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'recognize-tour-'));
  const host = await startDemoHost(dataFolder);
  const browser = await launchChromium();
  const tour: Tour = {
    browser,
    url: host.url,
    folder,
    crashHost: host.crash,
    unlock: host.unlock,
    step,
    counts,
  };
  try {
    await (values.docs ? takeDocsPictures(tour) : runScenarios(tour));
    return true;
  } catch (error) {
    console.error(error);
    await takeFailureScreenshots(browser);
    return false;
  } finally {
    await browser.close();
    await host.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** Whether every step of the hand-off has run and succeeded. */
function handoffSucceeded(): boolean {
  const ofHandoff = steps.filter(({ name }) => name.startsWith('hand-off'));
  return ofHandoff.length > 0 && ofHandoff.every(({ ok }) => ok);
}

rmSync(folder, { recursive: true, force: true });
const succeeded = await runTour();
const { accepted, refused, longTasks } = counts;
if (values.json !== undefined)
  writeFileSync(
    values.json,
    `${JSON.stringify({ steps, ...counts, handoff: { ok: handoffSucceeded() } }, undefined, 2)}\n`,
  );
console.log(
  `${steps.length} steps, ${accepted} accepted, ${refused} refused, ${longTasks} long tasks; screenshots in test/tour/pictures`,
);
const enough = values.docs || (accepted >= MIN_COUNT && refused >= MIN_COUNT);
process.exitCode = succeeded && enough ? 0 : 1;
