import { RecognizeError } from './errors.ts';

/** The package's version. A unit test compares it with package.json. */
export const release = '0.1.0';

/** The name that a script of this release gives a worker: what it does, then the release. */
export const workerName = (task: string): string => `${task} ${release}`;

/**
 * Called by a worker before anything else, because script and workers of two releases do not understand each other's messages.
 *
 * @param name of the worker, from `workerName`
 * @throws RecognizeError `assets/version-mismatch`
 */
export function requireRelease(name: string): void {
  if (name.endsWith(` ${release}`)) return;
  const other = name.split(' ')[1] ?? 'of another release';
  throw new RecognizeError('assets/version-mismatch', { detail: `script ${other}, assets ${release}` });
}
