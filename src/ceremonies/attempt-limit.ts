import { RecognizeError } from '../errors.ts';
import type { Attempts, RecordStore } from '../store/store.ts';

const day = 86_400_000;
/** The browser's own caps for a person: captures sent in a day, attempts without a yes in 30 days. They stand beside the matcher's. */
const mostSent = 10;
const mostMissed = 20;

/** What still counts, and the end of the wait when nothing is left. */
function standing({ sent, missed }: Attempts, now: number): { counted: Attempts; until?: number } {
  // What a clock that was ahead has noted counts from now on: it must not lock for as long as it was wrong.
  const since = (times: readonly number[], length: number) =>
    times.map((at) => Math.min(at, now)).filter((at) => at > now - length);
  const counted = { sent: since(sent, day), missed: since(missed, 30 * day) };
  if (counted.missed.length >= mostMissed) return { counted, until: Math.min(...counted.missed) + 30 * day };
  if (counted.sent.length >= mostSent) return { counted, until: Math.min(...counted.sent) + day };
  return { counted };
}

/**
 * Takes one of today's attempts before EvaluateRequest leaves. It counts as a miss until a yes takes that back, so that one which the matcher never
 * answers, or answers against the evaluation, is counted too.
 *
 * @throws RecognizeError `ceremony/locked` with the end of the wait
 */
export const recordAttempt = (store: RecordStore, recognizeId: string, now: number): Promise<void> =>
  look(store, recognizeId, now, ({ sent, missed }) => ({ sent: [...sent, now], missed: [...missed, now] }));

/** Says before the camera opens whether an attempt is left. @throws RecognizeError `ceremony/locked` with the end of the wait */
export const requireAttemptsLeft = (store: RecordStore, recognizeId: string, now: number): Promise<void> =>
  look(store, recognizeId, now, (counted) => counted);

async function look(
  store: RecordStore,
  recognizeId: string,
  now: number,
  allowed: (counted: Attempts) => Attempts,
): Promise<void> {
  const until = await store.countAttempts(recognizeId, (before) => {
    const { counted, until } = standing(before, now);
    return { next: until === undefined ? allowed(counted) : counted, result: until };
  });
  if (until !== undefined)
    throw new RecognizeError('ceremony/locked', { until, detail: "this browser's own limit" });
}

/**
 * The attempt taken at `at` ended in yes: it is no miss. What came before stays counted, for a dishonest matcher can say yes at will, and
 * these caps are what slows it down.
 */
export const removeMiss = (store: RecordStore, recognizeId: string, at: number): Promise<void> =>
  store.countAttempts(recognizeId, ({ sent, missed }) => ({
    next: { sent, missed: missed.filter((_, i) => i !== missed.indexOf(at)) },
    result: undefined,
  }));
