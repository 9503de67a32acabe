import { RecognizeError } from '../errors.ts';
import type { Attempts, RecordStore } from '../store/store.ts';

const day = 86_400_000;
/** The browser's own caps for a person: captures sent in a day, refusals in 30 days. They stand beside the matcher's. */
const mostSent = 10;
const mostMissed = 20;

/** What still counts, and the end of the wait when nothing is left. */
function standing({ sent, missed }: Attempts, now: number): { counted: Attempts; until?: number } {
  const counted = {
    sent: sent.filter((at) => at > now - day),
    missed: missed.filter((at) => at > now - 30 * day),
  };
  if (counted.missed.length >= mostMissed) return { counted, until: Math.min(...counted.missed) + 30 * day };
  if (counted.sent.length >= mostSent) return { counted, until: Math.min(...counted.sent) + day };
  return { counted };
}

/** Takes one of today's attempts before M3 leaves. @throws RecognizeError `ceremony/locked` with the end of the wait */
export const takeAttempt = (store: RecordStore, recognizeId: string, now: number): Promise<void> =>
  look(store, recognizeId, now, ({ sent, missed }) => ({ sent: [...sent, now], missed }));

/** Says before the camera opens whether an attempt is left. @throws RecognizeError `ceremony/locked` with the end of the wait */
export const requireAttempts = (store: RecordStore, recognizeId: string, now: number): Promise<void> =>
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
