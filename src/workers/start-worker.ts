import { RecognizeError } from '../errors.ts';
import { workerName } from '../release.ts';

/** What a policy of the page has refused as a worker. Browsers tell it before the worker's own error, which says nothing. */
let refused: Set<string> | undefined;

function watchPolicy(): void {
  if (refused !== undefined) return;
  const seen = new Set<string>();
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    if (effectiveDirective === 'worker-src') seen.add(blockedURI);
  });
  refused = seen;
}

/**
 * Starts a module worker from a URL of any origin.
 *
 * A worker script of another origin throws `SecurityError` in the constructor (HTML, "run a worker", same-origin rule), so
 * there a one-line blob module imports it; that needs CORS on the script, and in the page's policy `blob:` and the script's origin under
 * `worker-src`.
 *
 * @param what it does; its name tells the release as well, for `requireRelease`
 * @throws RecognizeError `environment/no-workers`, `environment/blocked-by-policy`
 */
export function startWorker(url: URL, what: string): Worker {
  if (typeof Worker === 'undefined') throw new RecognizeError('environment/no-workers');
  watchPolicy();
  const sameOrigin = isOurs(url);
  const script = sameOrigin
    ? url.href
    : URL.createObjectURL(new Blob([`import ${JSON.stringify(url.href)};`], { type: 'text/javascript' }));
  try {
    return new Worker(script, { type: 'module', name: workerName(what) });
  } catch (cause) {
    throw new RecognizeError('environment/blocked-by-policy', { cause });
  } finally {
    // The fetch of a blob URL starts in the constructor; one turn later the name may go.
    if (!sameOrigin) setTimeout(() => URL.revokeObjectURL(script), 10_000);
  }
}

/** What the error event of a worker means. Before the first answer an event without a message is a script that did not load. */
export function workerFailure(url: URL, { message }: ErrorEvent, answered: boolean): RecognizeError {
  if (answered || message)
    return new RecognizeError('runtime/crashed', { detail: `${url.href}: ${message || 'no reason given'}` });
  // A blob's address is reported as its scheme alone (CSP 3, 5.4).
  if (refused?.has(isOurs(url) ? url.href : 'blob')) {
    const detail = `worker-src of the page's Content-Security-Policy refuses ${url.href}`;
    return new RecognizeError('environment/blocked-by-policy', { detail });
  }
  return new RecognizeError('assets/not-found', { detail: `${url.href} could not be started` });
}

const isOurs = (url: URL): boolean => url.origin === self.location.origin;
