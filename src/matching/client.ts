import { RecognizeError } from '../errors.ts';
import { startWorker, workerFailure } from '../workers/start-worker.ts';
import type { ClientProtocol } from './client-protocol.ts';
import {
  type ClientProtocolHandle,
  createPrivateMatching,
  type PrivateMatching,
} from './private-matching.ts';
import type { Answer, Call } from './worker/messages.ts';

/** Longest time of one step, milliseconds: two hundred times what a step takes on a slow phone's idle core. */
const stepLimit = 30_000;

/**
 * Private matching in a worker of its own for each match, so that no step costs the camera a frame and nothing outlives the match.
 *
 * @param assetsBase URL under which `matching.worker.js` lies
 */
export const createMatchingClient = ({
  assetsBase,
}: {
  readonly assetsBase: URL | string;
}): PrivateMatching => createPrivateMatching(() => startEngine(new URL('matching.worker.js', assetsBase)));

interface Waiting {
  readonly timer: ReturnType<typeof setTimeout>;
  resolve(value: unknown): void;
  reject(error: RecognizeError): void;
}

/** The engine behind `postMessage`. A crash, a time-out or `close` ends the worker and rejects whatever waits. */
function startEngine(url: URL): ClientProtocolHandle {
  const worker = startWorker(url, 'recognize-matching');
  const waiting = new Map<number, Waiting>();
  let ended: RecognizeError | undefined;
  let answered = false;
  let lastId = 0;

  function end(reason: RecognizeError): void {
    if (ended !== undefined) return;
    ended = reason;
    worker.terminate();
    for (const { timer, reject } of waiting.values()) {
      clearTimeout(timer);
      reject(reason);
    }
    waiting.clear();
  }

  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    answered = true;
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    clearTimeout(call?.timer);
    if ('error' in data) call?.reject(new RecognizeError(data.error.code, data.error));
    else call?.resolve(data.value);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    end(workerFailure(url, event, answered));
  };
  worker.onmessageerror = () => end(new RecognizeError('runtime/crashed'));

  function call<M extends keyof ClientProtocol>(
    method: M,
    ...args: Parameters<ClientProtocol[M]>
  ): ReturnType<ClientProtocol[M]> {
    const result = new Promise<unknown>((resolve, reject) => {
      if (ended !== undefined) return reject(ended);
      const id = ++lastId;
      const timer = setTimeout(
        () => end(new RecognizeError('runtime/timed-out', { detail: method })),
        stepLimit,
      );
      waiting.set(id, { timer, resolve, reject });
      worker.postMessage({ id, method, args } satisfies Call);
    });
    return result as ReturnType<ClientProtocol[M]>;
  }

  return {
    enroll: (embedding, projection) => call('enroll', embedding, projection),
    prepare: (input) => call('prepare', input),
    acceptBeginResponse: (beginResponse) => call('acceptBeginResponse', beginResponse),
    createEvaluateRequest: (embedding) => call('createEvaluateRequest', embedding),
    createFinishRequest: (evaluateResponse) => call('createFinishRequest', evaluateResponse),
    checkVerdict: (recognized) => call('checkVerdict', recognized),
    close: (reason = new RecognizeError('ceremony/session-spent', { detail: 'the match was closed' })) =>
      end(reason),
  };
}
