import type { CeremonyContext, HostCall } from '../../src/ceremonies/types.ts';
import { LocalClientProtocol } from '../../src/matching/client-protocol.ts';
import { type ClientProtocolHandle, createPrivateMatching } from '../../src/matching/private-matching.ts';
import { memoryStore } from '../../src/store/memory.ts';
import type { RecordStore } from '../../src/store/store.ts';
import type { JsonValue } from '../../src/wire/json.ts';
import { captureOf, photoOf } from './capture.ts';
import { origin, type TestBackend } from './test-backend.ts';

/** Passes a call of the browser on to the backend, or answers it itself. */
export type Intercept = (call: HostCall, send: () => Promise<JsonValue>) => Promise<JsonValue>;

export interface TestBrowserOptions extends Partial<CeremonyContext> {
  /** Called for every request in place of the network. */
  readonly intercept?: Intercept;
}

export interface TestBrowser {
  readonly context: CeremonyContext;
  readonly store: RecordStore;
  /** Steps that the ceremonies have reported. */
  readonly steps: string[];
  /** Requests that the ceremonies have sent. */
  readonly calls: HostCall[];
}

/**
 * A browser without DOM, worker and camera, whose requests reach the backend without HTTP.
 *
 * @param recognizeId the signed-in user
 * @param face returns the embedding of the next capture
 * @param options replace parts of the context
 */
export function createTestBrowser(
  backend: TestBackend,
  recognizeId: string,
  face: () => Float32Array,
  options: TestBrowserOptions = {},
): TestBrowser {
  const { intercept = (_call, send) => send(), ...replacements } = options;
  const store = options.store ?? memoryStore();
  const steps: string[] = [];
  const calls: HostCall[] = [];
  const context: CeremonyContext = {
    host: (call) => {
      calls.push(call);
      return intercept(call, async () =>
        (await backend.fetchAs(recognizeId, call.method, call.path, call.body)).json(),
      );
    },
    matching: createPrivateMatching(createInProcessEngine),
    store,
    withUserLock: (_recognizeId, work) => work(),
    models: async () => ({
      modelId: backend.modelId,
      center: new Float32Array(256),
      n: backend.modelSet.matching.n,
      tau: backend.modelSet.matching.tau,
      previous: false,
    }),
    warmUp: async () => {},
    capture: captureOf(face),
    openPhoto: photoOf(face),
    description: { name: 'Test browser' },
    origin,
    onStep: (step) => steps.push(step),
    onDurableResult: () => {},
    signal: new AbortController().signal,
    now: () => backend.clock.now,
    ...replacements,
  };
  return { context, store, steps, calls };
}

/** A match engine without a worker. */
export function createInProcessEngine(): ClientProtocolHandle {
  const engine = new LocalClientProtocol();
  return {
    check: () => engine.check(),
    enroll: (embedding, projection) => engine.enroll(embedding, projection),
    matches: (a, b, point) => engine.matches(a, b, point),
    prepare: (input) => engine.prepare(input),
    acceptBeginResponse: (beginResponse) => engine.acceptBeginResponse(beginResponse),
    createEvaluateRequest: (embedding) => engine.createEvaluateRequest(embedding),
    createFinishRequest: (evaluateResponse, report) => engine.createFinishRequest(evaluateResponse, report),
    checkVerdict: (recognized) => engine.checkVerdict(recognized),
    close: () => {},
  };
}
