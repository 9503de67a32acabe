import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Host, startHost } from '../e2e/support/host.ts';
import { loadModels, softwareAdapter, startWebGpu } from '../e2e/support/webgpu.ts';
import { launchChromium } from '../support/chromium.ts';
import { Visitor } from '../support/visitor.ts';

/** `execution="webgpu"` on a software adapter, under the Content-Security-Policy of the README. */
let host: Host;
let browser: Browser;

beforeAll(async () => {
  [host, browser] = await Promise.all([startHost(), launchChromium(...softwareAdapter)]);
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

/** A visitor whose page has a stopped clock and therefore no timeouts, because the software adapter takes very long to compile shaders. */
async function visitorWithoutTimeouts(person: string): Promise<Visitor> {
  const visitor = await Visitor.arrive(browser, host, person);
  await visitor.page.clock.install();
  await visitor.page.clock.pauseAt(Date.now() + 60_000);
  return visitor;
}

it('loads with WebGPU, passes the self-test and reports it once in `ready`', async () => {
  const visitor = await visitorWithoutTimeouts('gia');
  expect(await loadModels(visitor, 'webgpu')).toMatchObject({
    status: 'ready',
    requested: 'webgpu',
    execution: 'webgpu',
  });
  const readyEvents = (await visitor.events()).filter(({ type }) => type === 'ready');
  expect(readyEvents.map(({ detail }) => detail.diagnostics)).toMatchObject([{ execution: 'webgpu' }]);
  await visitor.close();
});

it('uses WebGPU again after the page was left during the start', async () => {
  const visitor = await visitorWithoutTimeouts('gia');
  await startWebGpu(visitor);
  await visitor.page.reload();
  await visitor.page.waitForFunction(() => 'hostPage' in window);
  expect(await loadModels(visitor, 'webgpu')).toMatchObject({ execution: 'webgpu' });
  await visitor.close();
});
