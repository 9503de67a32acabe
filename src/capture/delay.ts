import { abortedError } from '../errors.ts';

/** Resolves after `durationMs` milliseconds. @throws RecognizeError `ceremony/aborted` when `signal` aborts */
export function delay(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, durationMs);
    const abort = () => {
      clearTimeout(timer);
      reject(abortedError(signal));
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  });
}
