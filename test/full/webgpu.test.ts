import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Host, startHost } from '../e2e/support/host.ts';
import { launch, Visitor } from '../e2e/support/visitor.ts';
import { loaded, softwareAdapter, starting } from '../e2e/support/webgpu.ts';

/** `execution="webgpu"` on a software adapter, under the policy that the README asks for. */
let host: Host;
let browser: Browser;

beforeAll(async () => {
  [host, browser] = await Promise.all([startHost(), launch(...softwareAdapter)]);
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
  expect(await loaded(visitor, 'webgpu')).toMatchObject({
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
  await starting(visitor);
  await visitor.page.reload();
  await visitor.page.waitForFunction(() => 'page' in window);
  expect(await loaded(visitor, 'webgpu')).toMatchObject({ execution: 'webgpu' });
  await visitor.close();
});
