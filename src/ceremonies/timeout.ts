import { startAwakeTimer } from '../awake-timer.ts';
import { abortedError, RecognizeError, toRecognizeError } from '../errors.ts';

/** Longest wait for one answer of the host. A request on a slow mobile connection takes a few seconds. */
const HOST_TIMEOUT_MS = 30_000;

/**
 * Waits for an answer of the host, at most 30 seconds.
 *
 * @throws RecognizeError `host/no-response` after the time limit, or when the page aborts its own request, `ceremony/aborted` when `signal` aborts, `host/rejected` if the
 *   promise rejects with another value than a RecognizeError; a RecognizeError is passed on
 */
export async function withTimeout<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let cancelTimer = () => {};
  const timeout = new Promise<never>((_, reject) => {
    const detail = `no answer within ${HOST_TIMEOUT_MS / 1_000} s`;
    const fail = () => reject(new RecognizeError('host/no-response', { detail }));
    cancelTimer = startAwakeTimer(fail, HOST_TIMEOUT_MS);
  });
  const answer = Promise.race([promise, timeout]);
  // After an abort, nothing else handles a late rejection.
  answer.catch(() => {});
  try {
    return await untilAborted(signal, () => answer);
  } catch (thrown) {
    if (!signal.aborted && isAbortError(thrown)) throw abortedByPage(thrown);
    throw toRecognizeError(thrown, 'host/rejected');
  } finally {
    cancelTimer();
  }
}

/** A page that ends its own request, such as at a time limit of its own, has not cancelled the run. */
const abortedByPage = (cause: unknown): RecognizeError =>
  new RecognizeError('host/no-response', { cause, detail: 'the page has aborted its request' });

const isAbortError = (thrown: unknown): boolean =>
  thrown instanceof RecognizeError
    ? thrown.code === 'ceremony/aborted'
    : thrown instanceof DOMException && thrown.name === 'AbortError';

/**
 * Runs `work` unless `signal` is aborted already, and stops waiting for it when `signal` aborts. The work itself continues, because
 * several callers may share it.
 *
 * @throws RecognizeError `ceremony/aborted`; whatever `work` rejects with
 */
export function untilAborted<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(abortedError(signal));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    work()
      .finally(() => signal.removeEventListener('abort', abort))
      .then(resolve, reject);
  });
}

/**
 * Resolves after `durationMs` milliseconds.
 *
 * @throws RecognizeError `ceremony/aborted` when `signal` aborts
 */
export async function sleep(durationMs: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const elapsed = () =>
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, durationMs);
    });
  await untilAborted(signal, elapsed).finally(() => clearTimeout(timer));
}
