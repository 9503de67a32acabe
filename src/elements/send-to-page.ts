import { RecognizeError, throwIfAborted } from '../errors.ts';
import { type JsonValue, type RecognizeRequest, RecognizeRequestEvent } from '../events.ts';

/** Waiting times between the dispatches of a request that no listener has read. */
const REPEAT_DELAYS_MS = [100, 200, 400, 800, 1_500];

/**
 * Passes a request of an element to the page, which carries it to its backend. Frameworks may add their listeners after the element is on
 * the page, so a request that no listener has read is dispatched again for three seconds.
 *
 * @throws RecognizeError `host/no-response` when no listener answers, `ceremony/aborted`
 */
export async function sendToPage(
  element: EventTarget,
  request: RecognizeRequest,
  signal: AbortSignal,
): Promise<JsonValue> {
  let wasRead = false;
  for (const delayMs of [...REPEAT_DELAYS_MS, undefined]) {
    const event = new RecognizeRequestEvent(request);
    element.dispatchEvent(event);
    if (event.answer !== undefined) return event.answer;
    wasRead = event.wasRead;
    if (wasRead || delayMs === undefined) break;
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    throwIfAborted(signal);
  }
  throw new RecognizeError('host/no-response', {
    detail: wasRead
      ? `a listener of ${RecognizeRequestEvent.type} has read the request, but did not call respondWith during the dispatch: call it before the first await, with a promise`
      : `no listener answered ${RecognizeRequestEvent.type}; see forwardTo`,
  });
}
