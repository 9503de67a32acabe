import { serveWorker } from '../../workers/serve-worker.ts';
import { type ClientProtocol, LocalClientProtocol } from '../client-protocol.ts';

declare const self: DedicatedWorkerGlobalScope;

const protocol = new LocalClientProtocol();

serveWorker<ClientProtocol>(self, {
  check: () => protocol.check(),
  enroll: (embedding, projection) => protocol.enroll(embedding, projection),
  matches: (a, b, point) => protocol.matches(a, b, point),
  prepare: (input) => protocol.prepare(input),
  acceptBeginResponse: (beginResponse) => protocol.acceptBeginResponse(beginResponse),
  createEvaluateRequest: (embedding) => protocol.createEvaluateRequest(embedding),
  createFinishRequest: (evaluateResponse, report) => protocol.createFinishRequest(evaluateResponse, report),
  checkVerdict: (recognized) => protocol.checkVerdict(recognized),
});
