/** A timer that fires later than this was held back: the device slept, or the browser had suspended the page. */
const LATE_MS = 1_000;

/**
 * Calls `callback` once after `durationMs` milliseconds. When the timer fires late, the time starts once more: what it waits for could not
 * arrive while the device slept or the page was suspended, and may be in the queue behind the timer.
 *
 * @returns a function that cancels the timer
 */
export function startAwakeTimer(callback: () => void, durationMs: number): () => void {
  let timer = start((lateMs) => {
    if (lateMs > LATE_MS) timer = start(callback);
    else callback();
  });
  function start(fired: (lateMs: number) => void): ReturnType<typeof setTimeout> {
    // The monotonic clock of some systems stops while the device sleeps.
    const due = Date.now() + durationMs;
    return setTimeout(() => fired(Date.now() - due), durationMs);
  }
  return () => clearTimeout(timer);
}
