import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { Visitor } from '../support/visitor.ts';
import { type Host, startHost } from './support/host.ts';
import { loadModels, softwareAdapter, startWebGpu } from './support/webgpu.ts';

/** When `execution="webgpu"` falls back to wasm. The tests in which it runs take longer: test/full/webgpu.test.ts. */
let host: Host;
beforeAll(async () => {
  host = await startHost();
});
afterAll(() => host?.stop());

it('falls back to wasm without a WebGPU adapter, and reports the reason', async () => {
  const browser = await launchChromium();
  const visitor = await Visitor.arrive(browser, host, 'gia');
  const { fallbackReason, ...diagnostics } = await loadModels(visitor, 'webgpu');
  expect(diagnostics).toMatchObject({ status: 'ready', requested: 'webgpu', execution: 'wasm' });
  expect(fallbackReason).toMatch(/WebGPU/);
  const [ready] = (await visitor.events()).filter(({ type }) => type === 'ready');
  expect(ready?.detail.diagnostics).toMatchObject({ execution: 'wasm', fallbackReason });
  await browser.close();
});

it('falls back to wasm at the next load after WebGPU has crashed the page', async () => {
  const browser = await launchChromium(...softwareAdapter);
  const visitor = await Visitor.arrive(browser, host, 'gia');
  await startWebGpu(visitor);
  const crashed = visitor.page.waitForEvent('crash');
  const devtools = await visitor.context.newCDPSession(visitor.page);
  devtools.send('Page.crash').catch(() => {});
  await crashed;
  const nextTab = await visitor.openTab();
  expect(await loadModels(nextTab, 'webgpu')).toMatchObject({
    requested: 'webgpu',
    execution: 'wasm',
    fallbackReason: expect.stringContaining('last time'),
  });
  await browser.close();
});
