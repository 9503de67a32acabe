import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import type { Tour } from './actions.ts';
import { playClips } from './clips/play-clips.ts';
import { startDemoHost } from './demo-host.ts';
import { takeDocsPictures } from './docs-pictures.ts';
import { runScenarios } from './scenarios.ts';
import { photographStates, type StatesReport } from './states.ts';

/**
 * Drives the demo, and takes screenshots of every step: `npm run tour -- [--json FILE]`. Exits with 0 only if every step succeeded, every
 * state meets its criteria, at least three recoveries were accepted, and at least three other people were refused. `--docs` only renews the
 * pictures in docs/pictures.
 *
 * `--states NAME` only photographs the states of the page `/states` whose name contains NAME.
 *
 * `--clips FOLDER` also enrolls in front of clips of real people, which ffmpeg renders from the pictures in the folder. `--only far,mask`
 * plays only these clips, and does not drive the demo.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    docs: { type: 'boolean' },
    states: { type: 'string' },
    clips: { type: 'string' },
    only: { type: 'string' },
  },
});
const folder = fileURLToPath(new URL('pictures', import.meta.url));
const MIN_COUNT = 3;

const steps: { name: string; ok: boolean; ms: number }[] = [];
let states: StatesReport | undefined;
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
    if (values.docs) await takeDocsPictures(tour);
    else if (values.states === undefined) await runScenarios(tour);
    if (!values.docs)
      await step('states', async () => {
        states = await photographStates({ ...tour, folder: join(folder, 'states') }, values.states);
        const { pictures, problems } = states;
        if (pictures === 0) throw new Error('No state was photographed.');
        if (problems.length > 0) throw new Error(`${problems.length} criteria of states are not met.`);
      });
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

/** Whether every step whose name starts like this has run and succeeded. */
function haveSucceeded(start: string): { readonly ok: boolean } {
  const selected = steps.filter(({ name }) => name.startsWith(start));
  return { ok: selected.length > 0 && selected.every(({ ok }) => ok) };
}

/** @returns whether every step succeeded, and enough people were accepted and refused */
async function driveDemo(): Promise<boolean> {
  rmSync(folder, { recursive: true, force: true });
  const succeeded = await runTour();
  const { accepted, refused, longTasks } = counts;
  if (states !== undefined)
    console.log(`${states.pictures} pictures of states, ${states.problems.length} criteria not met`);
  console.log(
    `${steps.length} steps, ${accepted} accepted, ${refused} refused, ${longTasks} long tasks; screenshots in test/tour/pictures`,
  );
  const withoutScenarios = values.docs || values.states !== undefined;
  return succeeded && (withoutScenarios || (accepted >= MIN_COUNT && refused >= MIN_COUNT));
}

const only = values.only?.split(',');
const demoSucceeded = only !== undefined || (await driveDemo());
const clips = values.clips === undefined ? undefined : await playClips(values.clips, only);
if (values.json !== undefined) {
  const ofScenarios = {
    steps,
    ...counts,
    states,
    handoff: haveSucceeded('hand-off'),
    photo: haveSucceeded('photo'),
  };
  const report = { ...(only === undefined ? ofScenarios : {}), ...clips };
  writeFileSync(values.json, `${JSON.stringify(report, undefined, 2)}\n`);
}
process.exitCode = demoSucceeded && clips?.asExpected !== false ? 0 : 1;
