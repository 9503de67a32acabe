import { withTimeout } from '../ceremonies/timeout.ts';
import type { Host, HostCall } from '../ceremonies/types.ts';
import { RecognizeError } from '../errors.ts';
import { RecognizeRequestEvent } from '../events.ts';

let lastId = 0;

/** The way to the backend of an element's page: one event for each call, answered by `respondWith`. */
export function hostOf(element: HTMLElement): Host {
  return async (call: HostCall, signal: AbortSignal) => {
    const { body, ...rest } = call;
    const id = `request-${++lastId}`;
    const event = new RecognizeRequestEvent({ id, ...rest, ...(body === undefined ? {} : { body }) });
    element.dispatchEvent(event);
    if (event.answer === undefined) {
      throw new RecognizeError('host/no-response', {
        detail: `nobody answered ${RecognizeRequestEvent.type}; see forwardTo`,
      });
    }
    return withTimeout(event.answer, signal);
  };
}
