import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Host, startHost } from './support/host.ts';
import { launch, Visitor } from './support/visitor.ts';
import { loaded, softwareAdapter, starting } from './support/webgpu.ts';

/** When `execution="webgpu"` must not be: quick to find out. What it does otherwise: test/full/webgpu.test.ts. */
let host: Host;
beforeAll(async () => {
  host = await startHost();
});
afterAll(() => host?.stop());

it('takes wasm where there is no adapter, and says why', async () => {
  const browser = await launch();
  const visitor = await Visitor.arrive(browser, host, 'gia');
  const { fallbackReason, ...diagnostics } = await loaded(visitor, 'webgpu');
  expect(diagnostics).toMatchObject({ status: 'ready', requested: 'webgpu', execution: 'wasm' });
  expect(fallbackReason).toMatch(/WebGPU/);
  const [ready] = (await visitor.events()).filter(({ type }) => type === 'ready');
  expect(ready?.detail.diagnostics).toMatchObject({ execution: 'wasm', fallbackReason });
  await browser.close();
});

it('takes wasm at the next load when WebGPU crashed the page', async () => {
  const browser = await launch(...softwareAdapter);
  const victim = await Visitor.arrive(browser, host, 'gia');
  await starting(victim);
  const crashed = victim.page.waitForEvent('crash');
  const devtools = await victim.context.newCDPSession(victim.page);
  devtools.send('Page.crash').catch(() => {});
  await crashed;
  const next = await victim.tab();
  expect(await loaded(next, 'webgpu')).toMatchObject({
    requested: 'webgpu',
    execution: 'wasm',
    fallbackReason: expect.stringContaining('last time'),
  });
  await browser.close();
});
