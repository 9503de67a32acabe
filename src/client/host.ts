import { withTimeout } from '../ceremonies/timeout.ts';
import type { Host, HostCall } from '../ceremonies/types.ts';
import type { RecognizeRequest } from '../events.ts';
import type { JsonValue } from '../wire/json.ts';
import { forward } from './forward-to.ts';

/** Carries one request to the host's backend and resolves with the parsed JSON of its response. The value is checked by the caller. */
export type SendRequest = (request: RecognizeRequest, signal: AbortSignal) => Promise<JsonValue> | JsonValue;

let lastRequestNumber = 0;

/**
 * The connection of a client to the host's backend.
 *
 * @param host URL where the backend module is mounted, or a function of the page
 */
export function connectHost(host: string | URL | SendRequest): Host {
  const send: SendRequest =
    typeof host === 'function' ? host : (request, signal) => forward(host, { signal }, request);
  return (call, signal) => withTimeout((async () => send(requestFrom(call), signal))(), signal);
}

function requestFrom({ body, ...call }: HostCall): RecognizeRequest {
  const id = `request-${++lastRequestNumber}`;
  return { id, ...call, ...(body === undefined ? {} : { body }) };
}
