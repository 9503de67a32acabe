import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { inspectState } from './inspect-state.ts';

export interface StatesReport {
  readonly pictures: number;
  /** Criteria that a state does not meet: `enroll/start de 360-light: …`. */
  readonly problems: readonly string[];
}

/** One language from right to left, and one with long words. */
const languages = ['ar', 'de'];
const sizes = [
  { name: '360', width: 360, height: 740 },
  { name: '768', width: 768, height: 1024 },
  { name: '1280', width: 1280, height: 800 },
  { name: 'landscape', width: 740, height: 360 },
];
/** Screens of which the criteria are judged, without a picture. */
const smallSizes = [
  { name: '320', width: 320, height: 568 },
  { name: '568', width: 568, height: 320 },
];
const schemes = ['light', 'dark'] as const;
/** A state in front of the camera loads models and may enroll before. */
const STATE_TIMEOUT_MS = 90_000;
/** Each state has a page of its own; more of them at once make the states in front of the camera slow. */
const PAGES = 2;

/**
 * Photographs every state of the page `/states`, and compares it with the criteria that a program can judge.
 *
 * @param selected part of the names of states; default all
 */
export async function photographStates(
  { browser, url, folder }: { readonly browser: Browser; readonly url: string; readonly folder: string },
  selected = '',
): Promise<StatesReport> {
  const names = (await stateNames(browser, url)).filter((name) => name.includes(selected));
  const remaining = names.flatMap((name) => languages.map((language) => ({ name, language })));
  const problems: string[] = [];
  const report = (problem: string) => {
    problems.push(problem);
    console.log(`     ${problem}`);
  };
  let pictures = 0;
  mkdirSync(folder, { recursive: true });
  const work = async () => {
    for (let next = remaining.shift(); next !== undefined; next = remaining.shift()) {
      const { name, language } = next;
      const context = await browser.newContext({ locale: language, viewport: sizes[0]! });
      // tsx wraps named functions in a call of this helper, also those that run in the page.
      await context.addInitScript('globalThis.__name = (value) => value;');
      const page = await context.newPage();
      const address = `${url}/states?${new URLSearchParams({ state: name, lang: language, theme: 'auto', frame: '' })}`;
      try {
        await page.goto(address);
        await page.waitForSelector('html[data-state]', { timeout: STATE_TIMEOUT_MS });
        if ((await page.getAttribute('html', 'data-state')) !== 'reached')
          throw new Error(String(await page.locator('.refusal').textContent()));
        const file = join(folder, `${name.replace('/', '-')}-${language}`);
        const taken = await photograph(page, file, (problem) => report(`${name} ${language} ${problem}`));
        pictures += taken;
      } catch (error) {
        report(`${name} ${language}: ${(error as Error).message.split('\n')[0]}`);
      } finally {
        await context.close();
      }
    }
  };
  await Promise.all(Array.from({ length: PAGES }, work));
  return { pictures, problems };
}

async function stateNames(browser: Browser, url: string): Promise<string[]> {
  const page = await browser.newPage();
  await page.goto(`${url}/states?state=none`);
  const options = page.locator('select[name=state] option[value*="/"]');
  await options.first().waitFor({ state: 'attached' });
  const values = await options.evaluateAll((options) =>
    options.map((option) => (option as HTMLOptionElement).value),
  );
  await page.close();
  return values;
}

/** @returns how many pictures were taken */
async function photograph(page: Page, file: string, report: (problem: string) => void): Promise<number> {
  for (const { name, width, height } of sizes) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({
        path: `${file}-${name}-${colorScheme}.jpg`,
        quality: 80,
        animations: 'disabled',
      });
    }
    for (const problem of await inspectState(page)) report(`${name}: ${problem}`);
  }
  for (const { name, width, height } of smallSizes) {
    await page.setViewportSize({ width, height });
    for (const problem of await inspectState(page)) report(`${name}: ${problem}`);
  }
  return sizes.length * schemes.length;
}
