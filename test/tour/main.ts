import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { browser as browserPath, chromiumArguments } from '../support/browsers.ts';
import type { Tour } from './acts.ts';
import { startDemoHost } from './demo-host.ts';
import { docsPictures } from './docs-pictures.ts';
import { way } from './way.ts';

/**
 * Drives the demo all the way and takes a picture of every step: `npm run tour -- [--json FILE]`. Status 0 only if every step
 * held, at least three recoveries were accepted and three strangers refused. With `--docs` it only renews `docs/pictures`.
 */
const { values } = parseArgs({ options: { json: { type: 'string' }, docs: { type: 'boolean' } } });
const pictures = fileURLToPath(new URL('pictures', import.meta.url));
rmSync(pictures, { recursive: true, force: true });

interface Step {
  readonly name: string;
  readonly ok: boolean;
  readonly ms: number;
}

const steps: Step[] = [];
const counts = { accepted: 0, refused: 0, longTasks: 0 };

async function step(name: string, work: () => Promise<void>): Promise<void> {
  const began = performance.now();
  const done = (ok: boolean) => {
    const ms = Math.round(performance.now() - began);
    steps.push({ name, ok, ms });
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${ms} ms)`);
  };
  try {
    await work();
    done(true);
  } catch (error) {
    done(false);
    throw error;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'recognize-tour-'));
const host = await startDemoHost(folder);
const browser = await chromium.launch({
  executablePath: browserPath('chromium'),
  args: [...chromiumArguments],
});
const tour: Tour = { browser, url: host.url, crash: host.crash, pictures, step, counts };
let whole = false;
try {
  await (values.docs ? docsPictures(tour) : way(tour));
  whole = true;
} catch (error) {
  console.error(error);
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries())
    await page.screenshot({ path: join(pictures, `failed-${index}.png`), fullPage: true }).catch(() => {});
} finally {
  await browser.close();
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
}

const report = { steps, ...counts };
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, undefined, 2)}\n`);
const { accepted, refused, longTasks } = counts;
console.log(
  `${steps.length} steps, ${accepted} accepted, ${refused} refused, ${longTasks} long tasks; pictures in test/tour/pictures`,
);
process.exitCode = whole && (values.docs || (accepted >= 3 && refused >= 3)) ? 0 : 1;
