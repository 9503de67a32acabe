import { serveWorker } from '../../workers/serve-worker.ts';
import { type Engine, MatchEngine } from '../engine.ts';

declare const self: DedicatedWorkerGlobalScope;

const engine = new MatchEngine();

serveWorker<Engine>(self, {
  enroll: (embedding, projection) => engine.enroll(embedding, projection),
  prepare: (input) => engine.prepare(input),
  acceptBeginResponse: (beginResponse) => engine.acceptBeginResponse(beginResponse),
  createEvaluateRequest: (embedding) => engine.createEvaluateRequest(embedding),
  createFinishRequest: (evaluateResponse) => engine.createFinishRequest(evaluateResponse),
  checkVerdict: (recognized) => engine.checkVerdict(recognized),
});
