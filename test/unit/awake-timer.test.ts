import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startAwakeTimer } from '../../src/awake-timer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('calls back after the duration, and not after it was cancelled', () => {
  const callback = vi.fn();
  startAwakeTimer(callback, 30_000);
  startAwakeTimer(callback, 20_000)();
  vi.advanceTimersByTime(29_999);
  expect(callback).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(callback).toHaveBeenCalledOnce();
});

it('waits once more when the device has slept meanwhile', () => {
  const callback = vi.fn();
  const cancel = startAwakeTimer(callback, 30_000);
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(30_000);
  expect(callback).not.toHaveBeenCalled();
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(30_000);
  expect(callback).toHaveBeenCalledOnce();
  cancel();
});
