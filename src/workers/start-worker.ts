import { RecognizeError } from '../errors.ts';
import { packageUrl } from '../package-url.ts';
import { workerName } from '../release.ts';
import { offerStarter, otherStarter, trustedScriptUrl, trustedTypesProblem } from '../trusted-types.ts';

/**
 * URLs of workers that the page's Content-Security-Policy blocked; undefined until the first worker starts. Browsers report the
 * violation before the worker's error event, which carries no reason.
 */
let blockedUrls: Set<string> | undefined;

/** Browsers name the directive that applies: `worker-src`, or the one that it falls back to (CSP 3, section 6.8.3). */
const DIRECTIVES = /^(?:worker-src|child-src|script-src(?:-elem)?|default-src)$/;

function watchPolicyViolations(): void {
  if (blockedUrls !== undefined) return;
  const urls = new Set<string>();
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    if (DIRECTIVES.test(effectiveDirective)) urls.add(blockedURI.startsWith('blob:') ? 'blob' : blockedURI);
  });
  blockedUrls = urls;
}

/** The browser starts to fetch the URL of a blob in the worker's constructor, but may finish later. */
const BLOB_URL_LIFETIME_MS = 10_000;

/**
 * Starts a module worker from a URL of any origin.
 *
 * The constructor throws `SecurityError` for a script of another origin (HTML, "run a worker", same-origin rule). A one-line blob
 * module imports such a script instead. That needs CORS on the script, and `blob:` and the script's origin under `worker-src` in
 * the page's policy.
 *
 * @param name for developer tools; the release is added, see `requireRelease`
 * @throws RecognizeError `environment/no-workers`, `environment/blocked-by-policy`
 */
export function startWorker(url: URL, name: string): Worker {
  if (typeof Worker === 'undefined') throw new RecognizeError('environment/no-workers');
  watchPolicyViolations();
  try {
    const other = otherStarter();
    if (other !== undefined) return other(url, workerName(name));
    const worker = constructWorker(url, workerName(name));
    offerStarter(startForOther);
    return worker;
  } catch (cause) {
    const reason = trustedTypesProblem() ?? (cause instanceof Error ? cause.message : String(cause));
    throw new RecognizeError('environment/blocked-by-policy', { cause, detail: `${url.href}: ${reason}` });
  }
}

function constructWorker(url: URL, name: string): Worker {
  const sameOrigin = isSameOrigin(url);
  const script = sameOrigin
    ? url.href
    : URL.createObjectURL(new Blob([`import ${JSON.stringify(url.href)};`], { type: 'text/javascript' }));
  try {
    return new Worker(trustedScriptUrl(script), { type: 'module', name });
  } finally {
    if (!sameOrigin) setTimeout(() => URL.revokeObjectURL(script), BLOB_URL_LIFETIME_MS);
  }
}

/** The workers of the package, all releases. */
const WORKER_SCRIPT = /\/(vision|vision-webgpu|matching|simulated-camera)\.worker\.js$/;

/** For another copy of the package. Any script of the page can call it, so it starts what this copy would start and nothing else. */
function startForOther({ href }: URL, name: string): Worker {
  const url = new URL(href);
  const scriptOrigin = packageUrl(import.meta.url, '')?.origin;
  if (WORKER_SCRIPT.test(url.pathname) && (isSameOrigin(url) || url.origin === scriptOrigin))
    return constructWorker(url, name);
  throw new TypeError(
    `the first copy of the package does not start it for a second one: add 'allow-duplicates' to trusted-types`,
  );
}

/**
 * The error behind the error event of a worker. An event without a message means that the script did not load, unless the worker has
 * responded before.
 *
 * @returns `runtime/crashed`, `environment/blocked-by-policy` or `assets/not-found`
 */
export function workerFailure(url: URL, { message }: ErrorEvent, hasResponded: boolean): RecognizeError {
  if (hasResponded || message)
    return new RecognizeError('runtime/crashed', { detail: `${url.href}: ${message || 'no reason given'}` });
  // Violation reports shorten the URL of a blob to its scheme (CSP 3, section 5.4).
  if (blockedUrls?.has(isSameOrigin(url) ? url.href : 'blob')) {
    const detail = `worker-src of the page's Content-Security-Policy blocks ${url.href}`;
    return new RecognizeError('environment/blocked-by-policy', { detail });
  }
  return new RecognizeError('assets/not-found', {
    detail: `${url.href} could not be loaded; it belongs into the folder that assets-base names. A page with Cross-Origin-Embedder-Policy must send that header with it too`,
  });
}

const isSameOrigin = (url: URL): boolean => url.origin === self.location.origin;
