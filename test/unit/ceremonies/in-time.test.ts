import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withTimeout } from '../../../src/ceremonies/timeout.ts';
import { RecognizeError } from '../../../src/errors.ts';
import { codeOf } from '../../support/world.ts';

const never = new Promise<never>(() => {});
const running = () => new AbortController().signal;

describe('what the page has promised', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is what it says, or why it says nothing', async () => {
    expect(await withTimeout(Promise.resolve(5), running())).toBe(5);
    expect(await codeOf(withTimeout(Promise.reject(new TypeError('x')), running()))).toBe('host/rejected');
    const own = new RecognizeError('host/offline');
    expect(await codeOf(withTimeout(Promise.reject(own), running()))).toBe('host/offline');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not waited for beyond half a minute', async () => {
    const code = codeOf(withTimeout(never, running()));
    await vi.advanceTimersByTimeAsync(29_999);
    expect(await Promise.race([code, 'still waiting'])).toBe('still waiting');
    await vi.advanceTimersByTimeAsync(1);
    expect(await code).toBe('host/no-response');
  });

  it('is not waited for by an aborted run', async () => {
    const controller = new AbortController();
    const code = codeOf(withTimeout(never, controller.signal));
    controller.abort();
    expect(await code).toBe('ceremony/aborted');
    expect(await codeOf(withTimeout(never, controller.signal))).toBe('ceremony/aborted');
  });
});
