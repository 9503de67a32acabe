import { RecognizeError } from '../errors.ts';
import type { RecognizeRequest, RecognizeRequestEvent } from '../events.ts';

/**
 * The one helper line of a host page: `element.addEventListener('recognize-request', forwardTo('/recognize'))`.
 *
 * @param url where the backend module is mounted
 * @param init for every request: credentials, headers
 */
export function forwardTo(url: string | URL, init: RequestInit = {}): (event: RecognizeRequestEvent) => void {
  return (event) => event.respondWith(forward(url, init, event.detail));
}

/**
 * Carries one request to the backend.
 *
 * @returns the parsed JSON of the answer; of a refusal too, which is `{error}`
 * @throws RecognizeError `host/offline`, `host/bad-response`
 */
export async function forward(
  url: string | URL,
  init: RequestInit,
  request: RecognizeRequest,
): Promise<unknown> {
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
  const text = await response.text().catch((cause: unknown) => {
    throw new RecognizeError('host/offline', { cause, detail: 'the answer broke off' });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    const detail = `${request.operation} was answered with ${response.status} and no JSON`;
    throw new RecognizeError(response.status >= 500 ? 'server/unavailable' : 'host/bad-response', {
      cause,
      detail,
    });
  }
}
