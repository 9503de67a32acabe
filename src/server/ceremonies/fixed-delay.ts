import { setTimeout } from 'node:timers/promises';

/** A clock in milliseconds that never goes back, and a way to wait. */
export interface Timer {
  now(): number;
  sleep(durationMs: number): Promise<void>;
}

export const systemTimer: Timer = {
  now: () => performance.now(),
  sleep: (durationMs) => setTimeout(durationMs),
};

/**
 * Runs `work`, and resolves or rejects with its outcome `delayMs` after the call. When the work takes longer, it is a multiple of `delayMs`, so
 * that the duration of the work is still rounded.
 *
 * @example
 * ```ts
 * await withFixedDelay(100, () => decide()); // after 100 ms, or 200 ms …
 * ```
 */
export async function withFixedDelay<Result>(
  delayMs: number,
  work: () => Promise<Result>,
  { now, sleep }: Timer = systemTimer,
): Promise<Result> {
  const start = now();
  const outcome = work();
  // Awaited below. Until then a rejection must not end the process.
  await outcome.catch(() => {});
  const steps = Math.max(1, Math.ceil((now() - start) / delayMs));
  await sleep(start + steps * delayMs - now());
  return outcome;
}
