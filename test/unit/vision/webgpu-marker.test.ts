import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RecognizeError } from '../../../src/errors.ts';
import { markFirstObservation, WebGpuMarker } from '../../../src/vision/webgpu-marker.ts';

/** What the marker uses of a browser: localStorage, and a page that can be left. */
const storage = new Map<string, string>();
let page: EventTarget;

beforeEach(() => {
  storage.clear();
  page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
    removeItem: (key: string) => storage.delete(key),
  });
  vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => ({}) } });
});
afterEach(() => vi.unstubAllGlobals());

/** The reason that the next load would see. */
const unusableReason = () => new WebGpuMarker().unusableReason();
const crashed = expect.stringContaining('the last time');

describe('WebGpuMarker', () => {
  it('stays set until it is cleared or the page is left', async () => {
    const marker = new WebGpuMarker();
    expect(await unusableReason()).toBeUndefined();
    marker.set();
    expect(await unusableReason()).toEqual(crashed);
    marker.clear();
    expect(await unusableReason()).toBeUndefined();
    marker.set();
    page.dispatchEvent(new Event('pagehide'));
    expect(await unusableReason()).toBeUndefined();
  });

  it('does nothing where storage is blocked', async () => {
    const refuse = () => {
      throw new DOMException('no storage', 'SecurityError');
    };
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
    const marker = new WebGpuMarker();
    marker.set();
    expect(await unusableReason()).toBeUndefined();
    marker.clear();
  });

  it.each([
    ['the browser has no WebGPU', {}, 'this browser has no WebGPU'],
    [
      'there is no adapter',
      { gpu: { requestAdapter: async () => null } },
      'this device offers no WebGPU adapter',
    ],
  ])('gives a reason when %s', async (_case, navigator, reason) => {
    vi.stubGlobal('navigator', navigator);
    expect(await unusableReason()).toBe(reason);
  });
});

describe('markFirstObservation', () => {
  /** `observe` whose calls the test settles through `calls`. */
  function observing() {
    const calls: { resolve(result: string): void; reject(error: RecognizeError): void }[] = [];
    const observe = markFirstObservation(
      new WebGpuMarker(),
      (frame: string) =>
        new Promise<string>((resolve, reject) => {
          calls.push({ resolve: (result) => resolve(`${result} in ${frame}`), reject });
        }),
    );
    return { observe, calls };
  }

  it('sets the marker during the first observation only', async () => {
    const { observe, calls } = observing();
    expect(await unusableReason()).toBeUndefined();
    const first = observe('frame 1');
    expect(await unusableReason()).toEqual(crashed);
    calls[0]!.resolve('a face');
    expect(await first).toBe('a face in frame 1');
    expect(await unusableReason()).toBeUndefined();
    const second = observe('frame 2');
    expect(await unusableReason()).toBeUndefined();
    calls[1]!.reject(new RecognizeError('runtime/crashed'));
    await expect(second).rejects.toMatchObject({ code: 'runtime/crashed' });
    expect(await unusableReason()).toBeUndefined();
  });

  it.each(['runtime/crashed', 'runtime/timed-out'] as const)(
    'leaves the marker set after %s',
    async (code) => {
      const { observe, calls } = observing();
      const first = observe('frame 1');
      calls[0]!.reject(new RecognizeError(code));
      await expect(first).rejects.toMatchObject({ code });
      expect(await unusableReason()).toEqual(crashed);
    },
  );

  it('clears the marker after an abort and sets it again for the next observation', async () => {
    const { observe, calls } = observing();
    const aborted = observe('frame 1');
    calls[0]!.reject(new RecognizeError('ceremony/aborted'));
    await expect(aborted).rejects.toMatchObject({ code: 'ceremony/aborted' });
    expect(await unusableReason()).toBeUndefined();
    observe('frame 2');
    expect(await unusableReason()).toEqual(crashed);
  });
});
