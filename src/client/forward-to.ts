import { RecognizeError } from '../errors.ts';
import type { RecognizeRequest, RecognizeRequestEvent } from '../events.ts';
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
 * @throws RecognizeError `host/offline`, `host/bad-response`, `server/unavailable`
 */
export async function forward(
  url: string | URL,
  init: RequestInit,
  request: RecognizeRequest,
): Promise<JsonValue> {
  const base = String(url).replace(/\/*$/, '/');
  const headers = new Headers(init.headers);
  if (request.body !== undefined) headers.set('content-type', 'application/json');
  const response = await fetch(base + request.path, {
    credentials: 'same-origin',
    ...init,
    method: request.method,
    headers,
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  }).catch((cause: unknown) => {
    throw new RecognizeError('host/offline', { cause });
  });
  const body = await response.text().catch((cause: unknown) => {
    throw new RecognizeError('host/offline', { cause, detail: 'the response ended early' });
  });
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new RecognizeError(response.status >= 500 ? 'server/unavailable' : 'host/bad-response', {
      cause,
      detail: `${request.operation}: status ${response.status} without JSON`,
    });
  }
}
