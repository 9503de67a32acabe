import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sleep, untilAborted, withTimeout } from '../../../src/ceremonies/timeout.ts';
import { RecognizeError } from '../../../src/errors.ts';
import { errorCodeOf } from '../../support/error-code.ts';

const never = new Promise<never>(() => {});
const activeSignal = () => new AbortController().signal;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('withTimeout', () => {
  it('resolves with the answer and clears its timer', async () => {
    expect(await withTimeout(Promise.resolve(5), activeSignal())).toBe(5);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects with host/rejected for any error that is not a RecognizeError', async () => {
    const typeError = Promise.reject(new TypeError('x'));
    expect(await errorCodeOf(withTimeout(typeError, activeSignal()))).toBe('host/rejected');
    const offline = Promise.reject(new RecognizeError('host/offline'));
    expect(await errorCodeOf(withTimeout(offline, activeSignal()))).toBe('host/offline');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects with host/no-response when the page aborts its own request, and with ceremony/aborted only for the run', async () => {
    const aborted = () => Promise.reject(new DOMException('The user aborted a request.', 'AbortError'));
    expect(await errorCodeOf(withTimeout(aborted(), activeSignal()))).toBe('host/no-response');
    expect(await errorCodeOf(withTimeout(aborted(), AbortSignal.abort()))).toBe('ceremony/aborted');
  });

  it('rejects with host/no-response after 30 seconds', async () => {
    const code = errorCodeOf(withTimeout(never, activeSignal()));
    await vi.advanceTimersByTimeAsync(29_999);
    expect(await Promise.race([code, 'waiting'])).toBe('waiting');
    await vi.advanceTimersByTimeAsync(1);
    expect(await code).toBe('host/no-response');
  });

  it('rejects with ceremony/aborted when the signal aborts, or has aborted before', async () => {
    const controller = new AbortController();
    const code = errorCodeOf(withTimeout(never, controller.signal));
    controller.abort();
    expect(await code).toBe('ceremony/aborted');
    expect(await errorCodeOf(withTimeout(never, controller.signal))).toBe('ceremony/aborted');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('handles a rejection that comes after the abort', async () => {
    const controller = new AbortController();
    controller.abort();
    const lateRejection = new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 10));
    expect(await errorCodeOf(withTimeout(lateRejection, controller.signal))).toBe('ceremony/aborted');
    await vi.advanceTimersByTimeAsync(10);
  });
});

describe('untilAborted', () => {
  it('does not start the work when the signal has aborted', async () => {
    const work = vi.fn(async () => 5);
    expect(await errorCodeOf(untilAborted(AbortSignal.abort(), work))).toBe('ceremony/aborted');
    expect(work).not.toHaveBeenCalled();
    expect(await untilAborted(activeSignal(), work)).toBe(5);
  });

  it('stops waiting when the signal aborts', async () => {
    const controller = new AbortController();
    const code = errorCodeOf(untilAborted(controller.signal, () => never));
    controller.abort();
    expect(await code).toBe('ceremony/aborted');
  });
});

describe('sleep', () => {
  it('resolves after the duration, or rejects with ceremony/aborted and clears its timer', async () => {
    const controller = new AbortController();
    const code = errorCodeOf(sleep(400, controller.signal));
    await vi.advanceTimersByTimeAsync(400);
    expect(await code).toBe('none');
    const aborted = errorCodeOf(sleep(400, controller.signal));
    controller.abort();
    expect(await aborted).toBe('ceremony/aborted');
    expect(vi.getTimerCount()).toBe(0);
  });
});
