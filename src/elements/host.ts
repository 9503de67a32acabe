import type { Host, HostCall } from '../ceremonies/types.ts';
import { RecognizeError, toRecognizeError } from '../errors.ts';
import { RecognizeRequestEvent } from '../events.ts';

/** Longest wait for the host's answer, milliseconds. */
const answerLimit = 30_000;
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
    return inTime(event.answer, signal);
  };
}

function inTime(answer: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new RecognizeError('host/no-response', { detail: 'no answer within 30 s' }));
    const timer = setTimeout(late, answerLimit);
    const abort = () => reject(new RecognizeError('ceremony/aborted', { cause: signal.reason }));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    };
    answer.then(
      (value) => {
        done();
        resolve(value);
      },
      (thrown: unknown) => {
        done();
        reject(toRecognizeError(thrown, 'host/rejected'));
      },
    );
  });
}
