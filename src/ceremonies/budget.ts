import { RecognizeError } from '../errors.ts';
import type { RecordStore } from '../store/store.ts';

const day = 86_400_000;
/** The browser's own caps for a person: captures sent in a day, refusals in 30 days. They stand beside the matcher's. */
const mostSent = 10;
const mostMissed = 20;

/** Takes one of today's attempts before M3 leaves. @throws RecognizeError `ceremony/locked` with the end of the wait */
export async function takeAttempt(store: RecordStore, recognizeId: string, now: number): Promise<void> {
  const until = await store.countAttempts(recognizeId, (before) => {
    const sent = before.sent.filter((at) => at > now - day);
    const missed = before.missed.filter((at) => at > now - 30 * day);
    if (missed.length >= mostMissed)
      return { next: { sent, missed }, result: Math.min(...missed) + 30 * day };
    if (sent.length >= mostSent) return { next: { sent, missed }, result: Math.min(...sent) + day };
    return { next: { sent: [...sent, now], missed }, result: undefined };
  });
  if (until !== undefined)
    throw new RecognizeError('ceremony/locked', { until, detail: "this browser's own limit" });
}

/** A run ended: a refusal counts, a yes forgets what came before. */
export const settleAttempt = (
  store: RecordStore,
  recognizeId: string,
  recognized: boolean,
  now: number,
): Promise<void> =>
  store.countAttempts(recognizeId, ({ sent, missed }) => ({
    next: recognized ? { sent: [], missed: [] } : { sent, missed: [...missed, now] },
    result: undefined,
  }));
