// cspell:ignore Prefs

import puppeteer from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browserPath } from '../support/browsers.ts';
import { type Host, startHost } from './support/host.ts';

let host: Host;
beforeAll(async () => {
  host = await startHost();
});
afterAll(() => host?.stop());

/** A run of an enrollment in Firefox: its error, what it shows, and the files of models that it requested. */
async function runInFirefox(extraPrefsFirefox: Record<string, unknown>) {
  const executablePath = browserPath('firefox');
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, extraPrefsFirefox });
  try {
    const page = await browser.newPage();
    await page.goto(host.origin);
    return await page.evaluate(async () => {
      await customElements.whenDefined('recognize-enroll');
      const element = document.createElement('recognize-enroll');
      const log: string[] = [];
      let detail: string | undefined;
      for (const type of ['unsupported', 'ready', 'error'])
        element.addEventListener(`recognize-${type}`, (event) => {
          const { error } = (event as CustomEvent).detail;
          log.push(type, ...(error === undefined ? [] : [error.code]));
          detail = error?.detail;
        });
      document.body.append(element);
      const start = performance.now();
      await element.preload();
      const elapsedMs = performance.now() - start;
      const models = performance.getEntriesByType('resource').filter(({ name }) => /\.onnx$/.test(name));
      return { log, detail, elapsedMs, models: models.length };
    });
  } finally {
    await browser.close();
  }
}

it("reports environment/pixels-blocked within seconds with Firefox's resistFingerprinting", async () => {
  const outcome = await runInFirefox({ 'privacy.resistFingerprinting': true });
  expect(outcome.log).toEqual(['unsupported', 'environment/pixels-blocked']);
  expect(outcome.detail).toContain('allow this site to use canvas data');
  expect(outcome.elapsedMs).toBeLessThan(10_000);
});

it('reports nothing in Firefox with its own settings, and with its weaker protection', async () => {
  expect((await runInFirefox({})).log).toEqual(['ready']);
  const weaker = { 'privacy.fingerprintingProtection': true };
  expect((await runInFirefox(weaker)).log).toEqual(['ready']);
});
