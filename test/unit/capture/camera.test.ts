import { describe, expect, it, vi } from 'vitest';
import { openCamera } from '../../../src/capture/camera.ts';
import { type CameraSource, registerCamera } from '../../../src/capture/camera-sources.ts';

const stream = {} as MediaStream;

// Cameras of the browser: test/browser/capture.test.ts.
describe('openCamera with a registered camera', () => {
  it('returns its stream, and passes on movements and close', async () => {
    const source = { stream, simulated: true, perform: vi.fn(), close: vi.fn() };
    registerCamera('test', async () => source);
    const camera = await openCamera({ camera: 'test:one' });
    expect(camera).toMatchObject({ stream, label: 'test:one', simulated: true, mirrored: true });
    camera.perform?.('left');
    camera.close();
    expect(source.perform).toHaveBeenCalledWith('left');
    expect(source.close).toHaveBeenCalledOnce();
  });

  it('returns a camera that is not simulated and has no perform, unless the source provides them', async () => {
    registerCamera('test', async () => ({ stream, close: () => {} }));
    const camera = await openCamera({ camera: 'test:one' });
    expect(camera.simulated).toBe(false);
    expect(camera).not.toHaveProperty('perform');
  });

  it('rejects with usage/invalid-attribute when the scheme is not registered', async () => {
    await expect(openCamera({ camera: 'unregistered:x' })).rejects.toMatchObject({
      code: 'usage/invalid-attribute',
    });
  });

  it.each([
    ['NotFoundError', 'camera/none'],
    ['NotAllowedError', 'camera/denied'],
  ])('rejects with a RecognizeError when the source throws %s: %s', async (name, code) => {
    registerCamera('test', async () => {
      throw new DOMException('', name);
    });
    await expect(openCamera({ camera: 'test:x' })).rejects.toMatchObject({ code });
  });

  it('rejects with ceremony/aborted and does not open the camera when the signal is already aborted', async () => {
    const open = vi.fn();
    registerCamera('test', open);
    await expect(openCamera({ camera: 'test:x', signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ceremony/aborted',
    });
    expect(open).not.toHaveBeenCalled();
  });

  it('rejects with ceremony/aborted when the signal aborts, and closes the camera that opens afterwards', async () => {
    const controller = new AbortController();
    const close = vi.fn();
    let finish = (_source: CameraSource) => {};
    registerCamera(
      'test',
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    const opening = openCamera({ camera: 'test:x', signal: controller.signal });
    controller.abort('reason');
    await expect(opening).rejects.toMatchObject({ code: 'ceremony/aborted', cause: 'reason' });
    finish({ stream, close });
    await vi.waitFor(() => expect(close).toHaveBeenCalledOnce());
  });

  it.each([[undefined], [{ close() {} }], [{ stream: {} }]])(
    'rejects with usage/invalid-property when the function of the page resolves with %j',
    async (opened) => {
      registerCamera('wrong', async () => opened as unknown as CameraSource);
      await expect(openCamera({ camera: 'wrong:x' })).rejects.toMatchObject({
        code: 'usage/invalid-property',
      });
    },
  );
});
