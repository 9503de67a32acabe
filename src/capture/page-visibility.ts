import { throwIfAborted } from '../errors.ts';

export const isPageHidden = (): boolean => document.visibilityState === 'hidden';

/** Resolves when the page is visible. @throws RecognizeError `ceremony/aborted` */
export async function pageVisible(signal: AbortSignal): Promise<void> {
  while (isPageHidden() && !signal.aborted) {
    await new Promise<void>((resolve) => {
      const listeners = new AbortController();
      const finish = () => {
        listeners.abort();
        resolve();
      };
      document.addEventListener('visibilitychange', finish, { signal: listeners.signal });
      signal.addEventListener('abort', finish, { signal: listeners.signal });
    });
  }
  throwIfAborted(signal);
}
