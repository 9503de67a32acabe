import { RecognizeError } from './errors.ts';

/** The package's version. A test holds it against package.json. */
export const release = '0.1.0';

/** The name under which a script of this release starts a worker. */
export const workerName = (what: string): string => `${what} ${release}`;

/**
 * What a worker does first: script and workers of two releases would misunderstand each other.
 *
 * @param name of the worker, from `workerName`
 * @throws RecognizeError `assets/version-mismatch`
 */
export function requireRelease(name: string): void {
  if (name.endsWith(` ${release}`)) return;
  const other = name.split(' ')[1] ?? 'another release';
  throw new RecognizeError('assets/version-mismatch', { detail: `script ${other}, assets ${release}` });
}
