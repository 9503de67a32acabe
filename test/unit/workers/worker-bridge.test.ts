import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RecognizeError } from '../../../src/errors.ts';
import { workerName } from '../../../src/release.ts';
import { serveWorker } from '../../../src/workers/serve-worker.ts';
import { createWorkerBridge } from '../../../src/workers/worker-bridge.ts';
import { FakeWorker, installPage } from './support.ts';

interface Calculator {
  add(a: number, b: number): Promise<number>;
  fail(): Promise<void>;
  slow(): Promise<void>;
}

const url = new URL('https://bank.example/recognize/assets/calculator.worker.js');
const open = () => createWorkerBridge<Calculator, number>(url, 'calculator');
const worker = () => FakeWorker.started.at(-1)!;

function serveCalculator(): void {
  FakeWorker.serve = (scope) =>
    serveWorker<Calculator, number>(scope, {
      add: async (a, b) => a + b,
      fail: async () => {
        throw new RecognizeError('capture/no-face', { detail: 'left' });
      },
      slow: () => new Promise(() => {}),
    });
}

beforeEach(() => {
  vi.useFakeTimers();
  installPage();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('createWorkerBridge', () => {
  it('starts the worker with the first call, and only one', async () => {
    serveCalculator();
    const bridge = open();
    expect(FakeWorker.started).toHaveLength(0);
    const results = await Promise.all([bridge.call('add', [1, 2]), bridge.call('add', [3, 4])]);
    expect(results).toEqual([3, 7]);
    expect(FakeWorker.started).toHaveLength(1);
    expect(worker()).toMatchObject({ url: url.href, name: workerName('calculator') });
  });

  it('does not start a worker after close', async () => {
    const bridge = open();
    const reason = new RecognizeError('ceremony/aborted');
    bridge.close(reason);
    await expect(bridge.call('add', [1, 2])).rejects.toBe(reason);
    expect(FakeWorker.started).toHaveLength(0);
  });

  it('rejects with environment/no-workers where the browser has none', async () => {
    vi.stubGlobal('Worker', undefined);
    await expect(open().call('add', [1, 2])).rejects.toMatchObject({ code: 'environment/no-workers' });
  });

  it('rejects with the error of the method, and stays usable', async () => {
    serveCalculator();
    const bridge = open();
    await expect(bridge.call('fail', [])).rejects.toMatchObject({ code: 'capture/no-face', detail: 'left' });
    expect(await bridge.call('add', [1, 1])).toBe(2);
  });

  it('matches responses to calls by id, in any order', async () => {
    const bridge = open();
    const [first, second] = [bridge.call('add', [1, 2]), bridge.call('add', [3, 4])];
    worker().respond({ id: 2, value: 'second' });
    worker().respond({ id: 9, value: 'unknown id' });
    worker().respond({ id: 1, value: 'first' });
    expect(await Promise.all([first, second])).toEqual(['first', 'second']);
  });

  it('transfers objects to the worker', async () => {
    const bridge = open();
    const buffer = new ArrayBuffer(8);
    bridge.call('slow', [], { transfer: [buffer] });
    expect(buffer.byteLength).toBe(0);
  });

  it('rejects a call whose arguments cannot be cloned, and stays usable', async () => {
    serveCalculator();
    const bridge = open();
    await expect(bridge.call('add', [(() => 1) as never, 2])).rejects.toMatchObject({
      name: 'DataCloneError',
    });
    expect(await bridge.call('add', [1, 1])).toBe(2);
  });

  it('rejects with runtime/timed-out after the time limit, and terminates the worker with all pending calls', async () => {
    const bridge = open();
    const [limited, other] = [bridge.call('slow', [], { timeoutMs: 100 }), bridge.call('add', [1, 2])];
    const outcomes = Promise.allSettled([limited, other]);
    await vi.advanceTimersByTimeAsync(99);
    expect(worker().isTerminated).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(worker().isTerminated).toBe(true);
    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({
        reason: { code: 'runtime/timed-out', detail: expect.stringMatching(/^slow: .*100 ms/) },
      });
    await expect(bridge.call('add', [1, 2])).rejects.toMatchObject({ code: 'runtime/timed-out' });
    expect(FakeWorker.started).toHaveLength(1);
  });

  it('restarts the time limit with every progress message', async () => {
    const bridge = open();
    const onProgress = vi.fn();
    const call = bridge.call('slow', [], { timeoutMs: 100, onProgress });
    for (const progress of [1, 2, 3]) {
      await vi.advanceTimersByTimeAsync(80);
      worker().respond({ id: 1, progress });
    }
    worker().respond({ id: 1, value: 'done' });
    expect(await call).toBe('done');
    expect(onProgress.mock.calls).toEqual([[1], [2], [3]]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects pending and later calls with the reason of close', async () => {
    const bridge = open();
    const reason = new RecognizeError('ceremony/aborted');
    const pending = bridge.call('slow', [], { timeoutMs: 100 });
    bridge.close(reason);
    bridge.close(new RecognizeError('runtime/crashed'));
    await expect(pending).rejects.toBe(reason);
    await expect(bridge.call('add', [1, 2])).rejects.toBe(reason);
    expect(worker().isTerminated).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects all pending calls when the worker crashes', async () => {
    const bridge = open();
    const outcomes = Promise.allSettled([bridge.call('slow', []), bridge.call('add', [1, 2])]);
    worker().fail('out of luck');
    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({
        reason: { code: 'runtime/crashed', detail: `${url.href}: out of luck` },
      });
    expect(worker().isTerminated).toBe(true);
  });

  it('rejects with runtime/crashed when a message of the worker cannot be deserialized', async () => {
    const call = open().call('slow', []);
    worker().onmessageerror?.();
    await expect(call).rejects.toMatchObject({ code: 'runtime/crashed' });
  });
});
