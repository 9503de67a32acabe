import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Host, startHost } from '../e2e/support/host.ts';
import { loadModels, softwareAdapter, startWebGpu } from '../e2e/support/webgpu.ts';
import { launchChromium } from '../support/chromium.ts';
import { Visitor } from '../support/visitor.ts';

/** `execution="webgpu"` on a software adapter, under the policy that the README asks for. */
let host: Host;
let browser: Browser;

beforeAll(async () => {
  [host, browser] = await Promise.all([startHost(), launchChromium(...softwareAdapter)]);
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

/** A visitor whose page never runs out of time: compiling for this adapter takes longer than for any real one. */
async function patient(person: string): Promise<Visitor> {
  const visitor = await Visitor.arrive(browser, host, person);
  await visitor.page.clock.install();
  await visitor.page.clock.pauseAt(Date.now() + 60_000);
  return visitor;
}

it('loads, agrees with wasm, and says so', async () => {
  const visitor = await patient('gia');
  expect(await loadModels(visitor, 'webgpu')).toMatchObject({
    status: 'ready',
    requested: 'webgpu',
    execution: 'webgpu',
  });
  const [ready, ...more] = (await visitor.events()).filter(({ type }) => type === 'ready');
  expect(ready?.detail.diagnostics).toMatchObject({ execution: 'webgpu' });
  expect(more).toEqual([]);
  await visitor.close();
});

it('is tried again after a page was merely left while it started', async () => {
  const visitor = await patient('gia');
  await startWebGpu(visitor);
  await visitor.page.reload();
  await visitor.page.waitForFunction(() => 'hostPage' in window);
  expect(await loadModels(visitor, 'webgpu')).toMatchObject({ execution: 'webgpu' });
  await visitor.close();
});
