import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RecognizeError } from '../../../src/errors.ts';
import { markFirst, WebGpuMarker } from '../../../src/vision/webgpu-marker.ts';

/** A browser as far as the marker sees it: its storage, and a page that can be left. */
const kept = new Map<string, string>();
let page: EventTarget;

beforeEach(() => {
  kept.clear();
  page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => ({}) } });
});
afterEach(() => vi.unstubAllGlobals());

/** What the next load is told. */
const refusal = () => new WebGpuMarker().refusal();
const crashed = expect.stringContaining('the last time');

describe('the mark of WebGPU', () => {
  it('stands until it is cleared or the page is left', async () => {
    const marker = new WebGpuMarker();
    expect(await refusal()).toBeUndefined();
    marker.set();
    expect(await refusal()).toEqual(crashed);
    marker.clear();
    expect(await refusal()).toBeUndefined();
    marker.set();
    page.dispatchEvent(new Event('pagehide'));
    expect(await refusal()).toBeUndefined();
  });

  it('costs nothing where storage refuses', async () => {
    const refuse = () => {
      throw new DOMException('no storage', 'SecurityError');
    };
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
    const marker = new WebGpuMarker();
    marker.set();
    expect(await refusal()).toBeUndefined();
    marker.clear();
  });
});

describe('the first observation on WebGPU', () => {
  /** One observation that the test answers. */
  function observing() {
    const answers: { resolve(seen: string): void; reject(error: RecognizeError): void }[] = [];
    const observe = markFirst(
      new WebGpuMarker(),
      (frame: string) =>
        new Promise<string>((resolve, reject) => {
          answers.push({ resolve: (seen) => resolve(`${seen} in ${frame}`), reject });
        }),
    );
    return { observe, answers };
  }

  it('is marked until it came back; later ones are not', async () => {
    const { observe, answers } = observing();
    expect(await refusal()).toBeUndefined();
    const first = observe('one');
    expect(await refusal()).toEqual(crashed);
    answers[0]!.resolve('a face');
    expect(await first).toBe('a face in one');
    expect(await refusal()).toBeUndefined();
    const second = observe('two');
    expect(await refusal()).toBeUndefined();
    answers[1]!.reject(new RecognizeError('runtime/crashed'));
    await expect(second).rejects.toMatchObject({ code: 'runtime/crashed' });
    expect(await refusal()).toBeUndefined();
  });

  it.each(['runtime/crashed', 'runtime/timed-out'] as const)('keeps its mark after %s', async (code) => {
    const { observe, answers } = observing();
    const first = observe('one');
    answers[0]!.reject(new RecognizeError(code));
    await expect(first).rejects.toMatchObject({ code });
    expect(await refusal()).toEqual(crashed);
  });

  it('loses its mark when it was aborted, and the next one is the first', async () => {
    const { observe, answers } = observing();
    const aborted = observe('one');
    answers[0]!.reject(new RecognizeError('ceremony/aborted'));
    await expect(aborted).rejects.toMatchObject({ code: 'ceremony/aborted' });
    expect(await refusal()).toBeUndefined();
    observe('two');
    expect(await refusal()).toEqual(crashed);
  });
});
