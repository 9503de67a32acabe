import type { Visitor } from './visitor.ts';

/** Chromium's software adapter: it computes as drivers do, only slowly. */
export const softwareAdapter = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

/** Loads the models, and says how they run. */
export async function loaded(visitor: Visitor, execution: string): Promise<Record<string, unknown>> {
  await visitor.place({ tag: 'recognize-enroll', attributes: { execution } });
  return visitor.page.evaluate(async () => {
    const element = document.querySelector('recognize-enroll')!;
    await element.preload();
    return { ...element.diagnostics, status: element.status };
  });
}

/** Comes back while WebGPU starts. */
export async function starting(visitor: Visitor): Promise<void> {
  const worker = visitor.page.waitForEvent('worker', (one) => one.url().includes('vision-webgpu'));
  await visitor.place({
    tag: 'recognize-enroll',
    attributes: { execution: 'webgpu', preload: 'eager' },
  });
  await worker;
}
