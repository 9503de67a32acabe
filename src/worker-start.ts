import { RecognizeError } from './errors.ts';

/**
 * Starts a module worker from a URL of any origin.
 *
 * A worker script of another origin throws `SecurityError` in the constructor (HTML, "run a worker", same-origin rule), so
 * there a one-line blob module imports it; that needs CORS on the script and `worker-src blob:` in the page's policy.
 *
 * @throws RecognizeError `environment/no-workers`, `environment/blocked-by-policy`
 */
export function startWorker(url: URL, name: string): Worker {
  if (typeof Worker === 'undefined') throw new RecognizeError('environment/no-workers');
  const sameOrigin = url.origin === self.location.origin;
  const script = sameOrigin
    ? url.href
    : URL.createObjectURL(new Blob([`import ${JSON.stringify(url.href)};`], { type: 'text/javascript' }));
  try {
    return new Worker(script, { type: 'module', name });
  } catch (cause) {
    throw new RecognizeError('environment/blocked-by-policy', { cause });
  } finally {
    // The fetch of a blob URL starts in the constructor; one turn later the name may go.
    if (!sameOrigin) setTimeout(() => URL.revokeObjectURL(script), 10_000);
  }
}
