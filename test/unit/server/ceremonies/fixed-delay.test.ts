import { expect, it } from 'vitest';
import { withFixedDelay } from '../../../../src/server/ceremonies/fixed-delay.ts';

/** A clock that stands still, except during a sleep and when a test moves it. */
function createManualTimer() {
  const timer = {
    time: 5_000,
    now: () => timer.time,
    async sleep(durationMs: number) {
      expect(durationMs).toBeGreaterThanOrEqual(0);
      timer.time += durationMs;
    },
  };
  return timer;
}

it.each([
  [0, 100],
  [1, 100],
  [99.5, 100],
  [100, 100],
  [100.5, 200],
  [201, 300],
])('[T71] ends work of %d ms after %d ms, also when it fails', async (workMs, expectedMs) => {
  for (const fails of [false, true]) {
    const timer = createManualTimer();
    const outcome = withFixedDelay(
      100,
      async () => {
        timer.time += workMs;
        if (fails) throw new Error('refused');
        return 'decided';
      },
      timer,
    );
    if (fails) await expect(outcome).rejects.toThrow('refused');
    else expect(await outcome).toBe('decided');
    expect(timer.time - 5_000).toBe(expectedMs);
  }
});
