import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import {
  type CameraSource,
  findCameraSource,
  type OpenCamera,
  registerCamera,
} from '../../../src/capture/camera-sources.ts';
import type { simulatedCamera } from '../../../src/simulated-camera/index.ts';

const source = (): CameraSource => ({ stream: {} as MediaStream, close: () => {} });
const { signal } = new AbortController();

describe('registerCamera', () => {
  it('passes the part of the attribute after the scheme, and the signal, to the registered function', async () => {
    const open = vi.fn(async () => source());
    registerCamera('film', open);
    await findCameraSource('film:a:b')?.(signal);
    expect(open).toHaveBeenCalledWith('a:b', signal);
  });

  it('replaces an earlier registration of the same scheme', async () => {
    const [first, second] = [source(), source()];
    registerCamera('twice', async () => first);
    registerCamera('twice', async () => second);
    expect(await findCameraSource('twice:x')?.(signal)).toBe(second);
  });

  it.each(['', 'Film', '1film', 'film:', 'fi lm'])(
    'throws usage/invalid-property for the scheme %j',
    (scheme) => {
      expect(() => registerCamera(scheme, async () => source())).toThrow(
        expect.objectContaining({
          code: 'usage/invalid-property',
          detail: expect.stringMatching(/^scheme: /),
        }),
      );
    },
  );

  it('accepts the simulated camera as an OpenCamera', () => {
    expectTypeOf<typeof simulatedCamera>().toExtend<OpenCamera>();
  });
});

describe('findCameraSource', () => {
  it.each(['user', 'environment', '', 'a1b2c3', ':x', 'aGVsbG8='])(
    'returns undefined for %j, which has no scheme',
    (camera) => {
      expect(findCameraSource(camera)).toBeUndefined();
    },
  );

  it('throws usage/invalid-attribute for a scheme that is not registered, with attribute, scheme and fix', () => {
    expect(() => findCameraSource('simulated:ada')).toThrow(
      expect.objectContaining({
        code: 'usage/invalid-attribute',
        detail: `camera="simulated:ada": no camera is registered for the scheme "simulated"; call registerCamera('simulated', …) first`,
      }),
    );
  });

  it('returns a function that rejects when the registered function throws', async () => {
    registerCamera('broken', () => {
      throw new TypeError('not async');
    });
    await expect(findCameraSource('broken:x')?.(signal)).rejects.toThrow('not async');
  });
});
