import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ModelLoader } from '../../../src/client/model-loader.ts';
import type { Vision, VisionOptions } from '../../../src/vision/client.ts';

const options = { assetsBase: 'https://bank.example/assets/' };
const IDLE_MS = 30_000;

/** Stands in for `createVision`: each call waits until the test resolves or rejects it. */
function fakeVision() {
  const calls: { options: VisionOptions; closed: boolean; open(): void; fail(error: Error): void }[] = [];
  const create = (visionOptions: VisionOptions) =>
    new Promise<Vision>((resolve, reject) => {
      const call = {
        options: visionOptions,
        closed: false,
        open: () =>
          resolve({
            diagnostics: { execution: 'wasm' },
            get closed() {
              return call.closed;
            },
            close: () => {
              call.closed = true;
            },
          } as unknown as Vision),
        fail: reject,
      };
      calls.push(call);
    });
  return { calls, create };
}

describe('ModelLoader', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('starts one worker for several callers, and reports progress to each', async () => {
    const { calls, create } = fakeVision();
    const loader = new ModelLoader(options, create);
    const reported: string[] = [];
    const first = loader.load(({ loaded }) => reported.push(`first ${loaded}`));
    const second = loader.load(({ loaded }) => reported.push(`second ${loaded}`));
    calls[0]!.options.onProgress!({ loaded: 3, total: 9 });
    expect(loader.progress).toEqual({ loaded: 3, total: 9 });
    expect(loader.loaded).toBe(false);
    calls[0]!.open();
    expect(await first).toBe(await second);
    expect(calls).toHaveLength(1);
    expect(reported).toEqual(['first 3', 'second 3']);
    expect(loader.loaded).toBe(true);
    expect(loader.diagnostics).toEqual({ execution: 'wasm' });
  });

  it('starts another worker after a failure', async () => {
    const { calls, create } = fakeVision();
    const loader = new ModelLoader(options, create);
    const failed = expect(loader.load()).rejects.toThrow('broken');
    calls[0]!.fail(new Error('broken'));
    await failed;
    const loaded = loader.load();
    calls[1]!.open();
    await loaded;
    expect(loader.loaded).toBe(true);
  });

  it('starts another worker when the last one has crashed between two runs', async () => {
    const { calls, create } = fakeVision();
    const loader = new ModelLoader(options, create);
    const first = loader.load();
    calls[0]!.open();
    const crashed = await first;
    calls[0]!.closed = true;
    expect(loader.loaded).toBe(false);
    const second = loader.load();
    calls[1]!.open();
    expect(await second).not.toBe(crashed);
    expect(loader.loaded).toBe(true);
  });

  it('aborts loading on close, and closes a worker that opens after that', async () => {
    const { calls, create } = fakeVision();
    const loader = new ModelLoader(options, create);
    const rejected = expect(loader.load()).rejects.toThrow();
    loader.close();
    expect(calls[0]!.options.signal!.aborted).toBe(true);
    calls[0]!.open();
    await rejected;
    expect(calls[0]!.closed).toBe(true);
    expect(loader.loaded).toBe(false);
  });

  it('ends the worker 30 seconds after its last user, unless another one comes', async () => {
    const { calls, create } = fakeVision();
    const loader = new ModelLoader(options, create);
    const [first, second] = [loader.use(), loader.use()];
    const loaded = loader.load();
    calls[0]!.open();
    await loaded;
    first();
    vi.advanceTimersByTime(IDLE_MS + 1);
    expect(calls[0]!.closed).toBe(false);
    second();
    vi.advanceTimersByTime(IDLE_MS - 1);
    const third = loader.use();
    vi.advanceTimersByTime(IDLE_MS);
    expect(calls[0]!.closed).toBe(false);
    third();
    vi.advanceTimersByTime(IDLE_MS);
    expect(calls[0]!.closed).toBe(true);
    expect(loader.progress).toEqual({ loaded: 0, total: 0 });
    // The diagnostics remain for bug reports.
    expect(loader.diagnostics).toEqual({ execution: 'wasm' });
  });
});
