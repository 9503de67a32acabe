import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { App } from './react/app.ts';
import { type Host, startHost } from './support/host.ts';

let host: Host;
let browser: Browser;
beforeAll(async () => {
  [host, browser] = await Promise.all([startHost(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

/** The script that hydrates the page, with the development build of React, which reports mismatches. */
async function bundleClient(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    mode: 'development',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"development"' },
    build: {
      write: false,
      minify: false,
      rollupOptions: { input: fileURLToPath(new URL('react/client.ts', import.meta.url)) },
    },
  })) as Rolldown.RolldownOutput;
  return built.output[0].code;
}

const page = `<!doctype html><html lang="en"><head>
  <script type="module" src="/recognize/recognize.js"></script>
  <script type="module" src="/page.js"></script>
  <script type="module" src="/client.js"></script>
</head><body><div id="root">${renderToString(createElement(App))}</div></body></html>`;

it('a server-rendered page is hydrated without mismatches, and its elements get what React sets later', async () => {
  const tab = await browser.newPage();
  await tab.context().addCookies([{ name: 'user', value: 'ada', url: host.origin }]);
  const script = await bundleClient();
  await tab.route('**/react', (route) => route.fulfill({ contentType: 'text/html', body: page }));
  await tab.route('**/client.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
  const messages: string[] = [];
  tab.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) messages.push(message.text());
  });
  tab.on('pageerror', (error) => messages.push(error.message));
  await tab.goto(`${host.origin}/react`);
  await tab.locator('output', { hasText: 'complete' }).waitFor({ timeout: 120_000 });
  expect(messages).toEqual([]);
  // The requests of the list are answered by the listener of the page.
  const status = () => tab.locator('recognize-devices').evaluate((element) => Reflect.get(element, 'status'));
  await expect.poll(status).toBe('ready');
  const attributes = await tab
    .locator('recognize-enroll')
    .evaluate((element) => element.getAttributeNames().sort());
  expect(attributes).toEqual(['autostart', 'camera', 'compact', 'recognize-id']);
});
