import { RecognizeError } from '../errors.ts';
import { createWorkerBridge } from '../workers/worker-bridge.ts';
import type { ClientProtocol } from './client-protocol.ts';
import type { ClientProtocolHandle, PrivateMatching } from './private-matching.ts';
import { createPrivateMatching } from './private-matching.ts';

/** Longest time of one step: 200 times the time of a step on an idle core of a slow phone. */
const STEP_TIMEOUT_MS = 30_000;

/**
 * Private matching with a new worker for each match. The worker keeps the frame rate of the camera free of the computation, and its
 * memory ends with the match.
 *
 * @param assetsBase URL of the folder with `matching.worker.js`; ends in a slash
 */
export const createMatchingClient = ({
  assetsBase,
}: {
  readonly assetsBase: URL | string;
}): PrivateMatching => createPrivateMatching(() => startProtocol(new URL('matching.worker.js', assetsBase)));

function startProtocol(url: URL): ClientProtocolHandle {
  const bridge = createWorkerBridge<ClientProtocol>(url, 'recognize-matching');
  const call = <Method extends keyof ClientProtocol>(
    method: Method,
    ...args: Parameters<ClientProtocol[Method]>
  ) => bridge.call(method, args, { timeoutMs: STEP_TIMEOUT_MS }) as ReturnType<ClientProtocol[Method]>;
  return {
    check: () => call('check'),
    enroll: (embedding, projection) => call('enroll', embedding, projection),
    matches: (a, b, point) => call('matches', a, b, point),
    prepare: (input) => call('prepare', input),
    acceptBeginResponse: (beginResponse) => call('acceptBeginResponse', beginResponse),
    createEvaluateRequest: (embedding) => call('createEvaluateRequest', embedding),
    createFinishRequest: (evaluateResponse, report) => call('createFinishRequest', evaluateResponse, report),
    checkVerdict: (recognized) => call('checkVerdict', recognized),
    close: (reason = new RecognizeError('ceremony/session-spent', { detail: 'the match was closed' })) =>
      bridge.close(reason),
  };
}
