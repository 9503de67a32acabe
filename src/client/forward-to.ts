import { RecognizeError } from '../errors.ts';
import type { RecognizeRequest, RecognizeRequestEvent } from '../events.ts';
import { readHttpResponse } from '../wire/http-response.ts';
import type { JsonValue } from '../wire/json.ts';

/**
 * A listener that carries the requests of an element to the backend.
 *
 * @example
 * element.addEventListener('recognize-request', forwardTo('/recognize-api'));
 *
 * @param url where the backend module is mounted
 * @param init for every request: credentials, headers
 */
export function forwardTo(url: string | URL, init: RequestInit = {}): (event: RecognizeRequestEvent) => void {
  return (event) => event.respondWith(forward(url, init, event.detail));
}

/**
 * Sends one request to the backend.
 *
 * @returns the parsed JSON of the response; a refusal is `{error}`
 * @throws RecognizeError `host/offline`; when something in front of the backend module has answered: `server/unauthorized` (also for a redirect
 *   to a sign-in page), `server/forbidden`, `server/too-many`, `server/bad-request`, `server/unavailable`, `host/bad-response`
 */
export async function forward(
  url: string | URL,
  init: RequestInit,
  request: RecognizeRequest,
): Promise<JsonValue> {
  const base = String(url).replace(/\/*$/, '/');
  const address = base + request.path;
  const sent = request.body === undefined ? undefined : JSON.stringify(request.body);
  const headers = new Headers(init.headers);
  if (sent !== undefined) headers.set('content-type', 'application/json');
  const response = await fetch(address, {
    credentials: 'same-origin',
    // The person may be leaving the page.
    keepalive: request.operation === 'cancel-handoff',
    ...init,
    method: request.method,
    headers,
    ...(sent === undefined ? {} : { body: sent }),
  }).catch(async (cause: unknown) => {
    const redirect = await findRedirect(base, init);
    if (redirect !== undefined) return redirect;
    throw new RecognizeError('host/offline', { cause, detail: `${request.operation}: no answer` });
  });
  const body = await response.text().catch((cause: unknown) => {
    throw new RecognizeError('host/offline', { cause, detail: 'the response ended early' });
  });
  return readHttpResponse(request.operation, {
    status: response.status,
    body,
    url: response.url || address,
    redirected: response.redirected,
    header: (name) => response.headers.get(name),
    requestBytes: sent?.length,
  }) as JsonValue;
}

/**
 * After a request without an answer: the redirect that was the cause, if there is one. A redirect to the sign-in page of another origin
 * fails like a lost connection, because that page sends no CORS headers.
 */
async function findRedirect(base: string, init: RequestInit): Promise<Response | undefined> {
  const { headers, credentials = 'same-origin', signal = null } = init;
  const probe = await fetch(`${base}.well-known/recognize`, {
    credentials,
    signal,
    redirect: 'manual',
    ...(headers === undefined ? {} : { headers }),
  }).catch(() => undefined);
  if (probe === undefined) return undefined;
  const isRedirect = probe.type === 'opaqueredirect' || (probe.status >= 300 && probe.status < 400);
  return isRedirect ? probe : undefined;
}
