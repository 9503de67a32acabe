import type { Visitor } from '../../support/visitor.ts';

/** Chromium's software adapter for WebGPU. It computes like a driver, only slower. */
export const softwareAdapter = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

/** Loads the models. @returns the element's diagnostics and status */
export async function loadModels(visitor: Visitor, execution: string): Promise<Record<string, unknown>> {
  await visitor.place({ tag: 'recognize-enroll', attributes: { execution } });
  return visitor.page.evaluate(async () => {
    const element = document.querySelector('recognize-enroll')!;
    await element.preload();
    return { ...element.diagnostics, status: element.status };
  });
}

/** Resolves while WebGPU is starting. */
export async function startWebGpu(visitor: Visitor): Promise<void> {
  const worker = visitor.page.waitForEvent('worker', (candidate) =>
    candidate.url().includes('vision-webgpu'),
  );
  await visitor.place({
    tag: 'recognize-enroll',
    attributes: { execution: 'webgpu', preload: 'eager' },
  });
  await worker;
}
