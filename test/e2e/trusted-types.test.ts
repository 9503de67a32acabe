import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { Visitor } from '../support/visitor.ts';
import { contentSecurityPolicy, type Host, startHost } from './support/host.ts';

const enforced = `${contentSecurityPolicy}; require-trusted-types-for 'script'`;

let browser: Browser;
let host: Host;
beforeAll(async () => {
  browser = await launchChromium();
  // The host sends the policy with every response, also with the scripts of the workers.
  host = await startHost({
    contentSecurityPolicy: `${enforced}; trusted-types recognize-elements lit-html`,
  });
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

describe('a page with require-trusted-types-for', () => {
  it('enrolls with two copies of the script and the simulated camera, without a violation', async () => {
    const ada = await Visitor.arrive(browser, host, 'ada');
    const isSecondCopy = await ada.page.evaluate(`import('/recognize/recognize.js?copy').then(
      ({ RecognizeEnroll }) => RecognizeEnroll !== customElements.get('recognize-enroll'))`);
    expect(isSecondCopy).toBe(true);
    expect((await ada.run({ tag: 'recognize-enroll' })).result.clientState).toMatch(/^\S+$/);
    const violations = await ada.page.evaluate(() =>
      eventRecorder.events.filter(({ type }) => type === 'violation'),
    );
    expect(violations).toEqual([]);
  });

  it('[T92] gives other scripts no way to start a worker that is not one of the package', async () => {
    const ada = await Visitor.arrive(browser, host, 'ada');
    await ada.run({ tag: 'recognize-enroll' });
    const outcomes = await ada.page.evaluate(() => {
      const page = globalThis as { readonly [key: symbol]: (url: URL, name: string) => Worker };
      const start = page[Symbol.for('recognize-elements.start-worker')]!;
      return [
        'https://attacker.example/vision.worker.js',
        'blob:null/vision.worker.js',
        '/page.js',
        'data:text/javascript,//vision.worker.js',
        '/recognize/assets/vision.worker.js',
      ].map((url) => {
        try {
          return start(new URL(url, location.href), 'other').constructor.name;
        } catch (error) {
          return (error as Error).name;
        }
      });
    });
    expect(outcomes).toEqual(['TypeError', 'TypeError', 'TypeError', 'TypeError', 'Worker']);
  });

  it.each(['trusted-types lit-html', "trusted-types 'none'"])(
    'reports environment/blocked-by-policy and names the missing policy: %s',
    async (directive) => {
      const page = await browser.newPage();
      await page.route(`${host.origin}/`, async (route) => {
        const response = await route.fetch();
        const headers = {
          ...response.headers(),
          'content-security-policy': `${enforced}; ${directive}`,
        };
        await route.fulfill({ response, headers });
      });
      await page.goto(host.origin);
      const error = await page.evaluate(async () => {
        const element = document.createElement('recognize-enroll');
        const unsupported = new Promise<CustomEvent>((resolve) => {
          element.addEventListener('recognize-unsupported', (event) => resolve(event));
        });
        document.querySelector('main')!.append(element);
        return (await unsupported).detail.error;
      });
      expect(error).toMatchObject({
        code: 'environment/blocked-by-policy',
        detail: expect.stringMatching(
          /require-trusted-types-for .* trusted-types recognize-elements lit-html$/,
        ),
      });
      await page.close();
    },
  );
});
