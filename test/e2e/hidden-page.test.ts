import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type PlacedElement, Visitor } from '../support/visitor.ts';
import { pictures } from './browser-failures/fake-cameras.ts';
import { delayModels, eventually, setVisibility } from './support/enrollment-page.ts';
import { type Host, startHost } from './support/host.ts';

/** What happens to an enrollment whose page is hidden for a while: no camera is open meanwhile, nothing times out, and it completes. */
let host: Host;
let browser: Browser;
let visitor: Visitor;

/** Longer than the answer time of the question, and than the countdown of the review. */
const HIDDEN_MS = 30_000;

beforeAll(async () => {
  const starting = startHost();
  browser = await launchChromium();
  host = await starting;
});
afterEach(() => visitor.close());
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

/** @param script runs before the scripts of the page */
async function arrive(script = '', fakeClock = true): Promise<void> {
  visitor = await Visitor.arrive(browser, host, `person-${crypto.randomUUID()}`);
  if (fakeClock) await visitor.context.clock.install();
  await visitor.page.close();
  await visitor.open(host.origin, script);
}

async function start(liveness: 'off' | 'active', attributes: PlacedElement['attributes'] = {}) {
  await visitor.place({ tag: 'recognize-enroll', attributes, claims: { liveness } });
  await visitor.start();
}

const shown = (selector: string) => visitor.page.locator(`recognize-enroll ${selector}`);

const hasCamera = () => shown('video').evaluate((video: HTMLVideoElement) => video.srcObject !== null);

/** Hides the page, until `meanwhile` has resolved. */
async function hideWhile(meanwhile: () => Promise<unknown>): Promise<void> {
  await setVisibility(visitor, 'hidden');
  await eventually(hasCamera).toBe(false);
  await meanwhile();
  expect([await hasCamera(), await visitor.hasEnded()]).toEqual([false, false]);
  await setVisibility(visitor, 'visible');
}

const aWhile = () => visitor.page.clock.runFor(HIDDEN_MS);

it('completes after the page was hidden in the middle of a movement', async () => {
  await arrive('', false);
  await start('active');
  await shown('[data-movement]:not([data-movement=front])').first().waitFor();
  await hideWhile(() => visitor.page.waitForTimeout(1_000));
  expect((await visitor.runResult()).type).toBe('complete');
});

it('loads the models while the page is hidden, and opens the camera when it is visible', async () => {
  await arrive('', false);
  const load = await delayModels(visitor);
  await start('off');
  await eventually(hasCamera).toBe(true);
  await hideWhile(async () => {
    load();
    await visitor.waitForEvent('ready');
    await visitor.page.waitForTimeout(1_000);
  });
  expect((await visitor.runResult()).type).toBe('complete');
});

it('keeps the picture of the review, whose countdown stands still', async () => {
  await arrive();
  await start('off', { 'picture-review': 'auto' });
  await shown('[part~=accept]').waitFor();
  await setVisibility(visitor, 'hidden');
  const secondsLeft = await shown('[role=timer]').textContent();
  await aWhile();
  expect(await shown('[role=timer]').textContent()).toBe(secondsLeft);
  await setVisibility(visitor, 'visible');
  await aWhile();
  expect((await visitor.runResult()).type).toBe('complete');
});

it('waits for the answer to the question whether to go on', async () => {
  await arrive(pictures(['ada-front'], 0.3));
  await start('off', { camera: 'user', 'time-limit': '1' });
  await shown('[part~=continue]').waitFor();
  await hideWhile(aWhile);
  await shown('[part~=continue]').click();
  await shown('[part~=continue]').waitFor({ state: 'detached' });
  await shown('[part~=continue]').waitFor();
  expect(await visitor.hasEnded()).toBe(false);
});
