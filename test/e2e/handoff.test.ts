import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import decodeQR from 'qr/decode.js';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { arrive, register } from '../tour/actions.ts';
import { type DemoHost, startDemoHost } from '../tour/demo-host.ts';
import { handOffToPhone } from '../tour/handoff.ts';

const folder = mkdtempSync(join(tmpdir(), 'recognize-handoff-'));
let host: DemoHost;
let browser: Browser;
beforeAll(async () => {
  [host, browser] = await Promise.all([startDemoHost(folder), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it("hands an enrollment and a recovery off to a phone, and ends with 'handoff/used' and 'handoff/cancelled' for links that have ended", async () => {
  const pictures = process.env.RECOGNIZE_PICTURES;
  const tour = { browser, url: host.url, folder: pictures ?? folder, pictures: pictures !== undefined };
  await handOffToPhone({ ...tour, step: (_name, work) => work() });
});

it('shows a QR code that a scanner reads as the link, under a strict policy with Trusted Types and in a dark theme', async () => {
  const desktop = await arrive({ browser, url: host.url }, 'ada');
  await desktop.page.route(
    ({ pathname }) => pathname === '/',
    async (route) => {
      const response = await route.fetch();
      const policy = `${response.headers()['content-security-policy']}; require-trusted-types-for 'script'; trusted-types recognize-elements lit-html`;
      await route.fulfill({
        response,
        headers: { ...response.headers(), 'content-security-policy': policy },
      });
    },
  );
  await desktop.page.reload();
  await register(desktop, 'scanner');
  await desktop.page.emulateMedia({ colorScheme: 'dark' });
  await desktop.page.locator('[part~=handoff]').click();
  const code = desktop.page.getByRole('img', { name: 'QR code with the link for your phone' });
  const picture = sharp(await code.screenshot()).ensureAlpha();
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const link = await desktop.page.locator('[part=link]').inputValue();
  expect(link).toContain(`${host.url}/#/phone/enroll.`);
  expect(decodeQR({ width: info.width, height: info.height, data: new Uint8Array(data) })).toBe(link);
  expect((await desktop.events()).filter(({ type }) => type === 'violation')).toEqual([]);
  await desktop.close();
});
