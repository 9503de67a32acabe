import { afterEach, expect, it, vi } from 'vitest';
import { requireReadablePixels } from '../../../../src/vision/worker/pixels-check.ts';

afterEach(() => void vi.unstubAllGlobals());

const canvasWith = (context: unknown) =>
  class {
    getContext() {
      return context;
    }
    transferToImageBitmap() {
      return {};
    }
  };
const refuse = () => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};
const never = () => {
  throw new Error('not called');
};

it.each([
  ['no OffscreenCanvas', undefined],
  ['an OffscreenCanvas without a 2D context', canvasWith(null)],
])('rejects a browser that has %s in workers', (_case, OffscreenCanvas) => {
  vi.stubGlobal('OffscreenCanvas', OffscreenCanvas);
  expect(() => requireReadablePixels(never)).toThrow(/^environment\/no-workers: .*OffscreenCanvas/);
});

it('reports a browser that refuses to read pixels as one that returns others', () => {
  vi.stubGlobal('OffscreenCanvas', canvasWith({ fillRect() {} }));
  expect(() => requireReadablePixels(refuse)).toThrow(/^environment\/pixels-blocked: .*canvas data/);
});
