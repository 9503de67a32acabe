import type { RunOptions } from '../client/run-state.ts';
import { abortedError, isUnset } from '../errors.ts';

/** Frameworks set properties, and hydrate a page, after the element is in the document. */
const TIMEOUT_MS = 3_000;
const POLL_INTERVAL_MS = 50;

/**
 * Waits until the page has set everything that a run needs, at most three seconds. What is missing then is an error of the run.
 *
 * @param values of the properties that must be set
 * @throws RecognizeError `ceremony/aborted` when the run is cancelled; the state `cancelled` is reported before
 */
export async function untilSet<Result>(
  values: () => readonly unknown[],
  { signal, onState }: RunOptions<Result> & { readonly signal: AbortSignal },
): Promise<void> {
  const cancelled = () =>
    onState?.({ status: 'cancelled', stage: 'loading', reason: signal.reason, submitted: false });
  signal.addEventListener('abort', cancelled, { once: true });
  for (let waitedMs = 0; values().some(isUnset) && waitedMs < TIMEOUT_MS; waitedMs += POLL_INTERVAL_MS) {
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
    if (signal.aborted) throw abortedError(signal);
  }
  signal.removeEventListener('abort', cancelled);
}
