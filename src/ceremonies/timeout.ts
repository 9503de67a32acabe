import { RecognizeError, toRecognizeError } from '../errors.ts';

/** Longest wait for the host's page, milliseconds. */
const limit = 30_000;

/**
 * What the host's page has promised.
 *
 * @throws RecognizeError `host/no-response` when it takes too long, `ceremony/aborted`, `host/rejected`; a RecognizeError of the page as it is
 */
export function withTimeout<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new RecognizeError('host/no-response', { detail: 'no answer within 30 s' }));
    const timer = setTimeout(late, limit);
    const abort = () => reject(new RecognizeError('ceremony/aborted', { cause: signal.reason }));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise
      .finally(() => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
      })
      .then(resolve, (thrown: unknown) => reject(toRecognizeError(thrown, 'host/rejected')));
  });
}

/**
 * Begins nothing after the abort, and waits no longer than until then; what was begun goes on for whoever comes next.
 *
 * @throws RecognizeError `ceremony/aborted`, and what the work is rejected with
 */
export function untilAborted<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new RecognizeError('ceremony/aborted', { cause: signal.reason }));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    work()
      .finally(() => signal.removeEventListener('abort', abort))
      .then(resolve, reject);
  });
}
