import { RecognizeError } from '../errors.ts';
import type { Attempts, RecordStore } from '../store/store.ts';

const DAY_MS = 86_400_000;

/**
 * Limits of this browser for one user, in addition to those of the matcher. A dishonest matcher ignores its own limits and could evaluate
 * one capture after another to learn about the face; it cannot change these.
 */
const ATTEMPTS_PER_DAY = 10;
/** Attempts without a match. Allows for bad light on several days, and bounds what a dishonest matcher learns over months. */
const UNMATCHED_ATTEMPTS_PER_30_DAYS = 20;

/** The attempts inside the windows, and when the user may try again if a limit is reached, milliseconds since the epoch. */
function evaluateLimits({ sent, missed }: Attempts, now: number): { recent: Attempts; until?: number } {
  // Times in the future come from a clock that was fast. They count from now on, so that they do not extend the limit.
  const within = (times: readonly number[], windowMs: number) =>
    times.map((time) => Math.min(time, now)).filter((time) => time > now - windowMs);
  const recent = { sent: within(sent, DAY_MS), missed: within(missed, 30 * DAY_MS) };
  if (recent.missed.length >= UNMATCHED_ATTEMPTS_PER_30_DAYS)
    return { recent, until: Math.min(...recent.missed) + 30 * DAY_MS };
  if (recent.sent.length >= ATTEMPTS_PER_DAY) return { recent, until: Math.min(...recent.sent) + DAY_MS };
  return { recent };
}

/**
 * Counts an attempt. Call it before EvaluateRequest is sent. It also counts as unmatched until `recordMatch` is called, so
 * that an attempt that the matcher never answers is included.
 *
 * @param now milliseconds since the epoch; identifies the attempt for `recordMatch`
 * @throws RecognizeError `ceremony/locked` with the end of the limit in `until` and `remainingMs`; `storage/*`
 */
export const recordAttempt = (store: RecordStore, recognizeId: string, now: number): Promise<void> =>
  updateWithinLimits(store, recognizeId, now, ({ sent, missed }) => ({
    sent: [...sent, now],
    missed: [...missed, now],
  }));

/**
 * Checks before the camera opens that an attempt is left, without counting one.
 *
 * @throws RecognizeError `ceremony/locked` with the end of the limit in `until`; `storage/*`
 */
export const requireAttemptsLeft = (store: RecordStore, recognizeId: string, now: number): Promise<void> =>
  updateWithinLimits(store, recognizeId, now, (recent) => recent);

async function updateWithinLimits(
  store: RecordStore,
  recognizeId: string,
  now: number,
  update: (recent: Attempts) => Attempts,
): Promise<void> {
  const until = await store.updateAttempts(recognizeId, (attempts) => {
    const { recent, until } = evaluateLimits(attempts, now);
    return { next: until === undefined ? update(recent) : recent, result: until };
  });
  if (until !== undefined)
    throw new RecognizeError('ceremony/locked', {
      until,
      remainingMs: until - now,
      detail: 'the attempt limit of this browser',
    });
}

/**
 * Records that the attempt of `attemptTime` ended in a match. Only this attempt stops counting as unmatched: a dishonest matcher can report
 * a match at any time, and must not be able to reset the limit with it.
 *
 * @throws RecognizeError `storage/*`
 */
export const recordMatch = (store: RecordStore, recognizeId: string, attemptTime: number): Promise<void> =>
  store.updateAttempts(recognizeId, ({ sent, missed }) => ({
    next: { sent, missed: missed.filter((_, i) => i !== missed.indexOf(attemptTime)) },
    result: undefined,
  }));
