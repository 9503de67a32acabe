import type { CeremonyContext, HostCall } from '../../src/ceremonies/types.ts';
import { RecognizeError } from '../../src/errors.ts';
import { encodeCenter } from '../../src/manifest/center.ts';
import { modelId } from '../../src/manifest/hash.ts';
import type { ModelSet } from '../../src/manifest/types.ts';
import { MatchEngine } from '../../src/matching/engine.ts';
import { createMatching, type EngineHandle } from '../../src/matching/matching.ts';
import {
  type AuthorizationRequest,
  createRecognizeServer,
  createSecret,
  type RecognizeServerOptions,
} from '../../src/server/index.ts';
import { memoryStore } from '../../src/store/memory.ts';
import type { RecordStore } from '../../src/store/store.ts';
import { testStorage } from './storage.ts';

export { drawnFace } from './drawn-face.ts';

export const origin = 'https://bank.example';
const file = { file: 'x.onnx', sha256: '0'.repeat(64), bytes: 1, license: 'none' };
const input = {
  name: 'input',
  width: 64,
  height: 64,
  channels: 'rgb',
  mean: [0, 0, 0],
  scale: [1, 1, 1],
} as const;

/** A set of models without nets: embeddings are drawn, the operating point is real. */
export const testSet = (n = 256, tau = 80): ModelSet => ({
  schema: 1,
  id: 'test',
  detector: { ...file, input, decoder: 'recognize', strides: [16], scoreThreshold: 0.5, nmsThreshold: 0.4 },
  embedder: {
    ...file,
    name: 'test',
    input,
    output: { name: 'embedding' },
    template: [
      [20, 20],
      [40, 20],
      [30, 30],
      [22, 45],
      [38, 45],
    ],
    dimension: 256,
    normalized: true,
  },
  matching: { n, tau, center: encodeCenter(new Float32Array(256)), frr: 0, farRandom: 0, farCrafted: 0 },
});

/** A backend with an empty database, and people who come to it with browsers. */
export async function createWorld(
  options: Partial<RecognizeServerOptions> & { n?: number; tau?: number } = {},
) {
  const { n = 256, tau = 80, ...serverOptions } = options;
  const set = testSet(n, tau);
  const storage = options.storage ?? (await testStorage());
  const clock = { now: Date.now() };
  const logged: unknown[] = [];
  const settings: RecognizeServerOptions = {
    storage,
    secret: createSecret(),
    models: [set],
    origins: [origin],
    threads: 1,
    authorize: async (request) => {
      const recognizeId = request.headers.get('x-person');
      return recognizeId === null ? undefined : { recognizeId, allow: everything };
    },
    now: () => clock.now,
    log: (event) => logged.push(event),
    ...serverOptions,
  };
  let server = await createRecognizeServer(settings);
  const id = await modelId(set);
  return {
    get server() {
      return server;
    },
    /** A crash: a new process over the same database. */
    async restart() {
      await server.close();
      server = await createRecognizeServer(settings);
    },
    storage,
    settings,
    set,
    clock,
    logged,
    modelId: id,
    token: (
      request: Partial<AuthorizationRequest> & Pick<AuthorizationRequest, 'recognizeId' | 'ceremony'>,
    ) => server.issueAuthorization({ origin, ...request }),
    fetchAs: (person: string | undefined, method: string, path: string, body?: unknown) =>
      server.fetch(
        new Request(`${origin}/${path}`, {
          method,
          headers: {
            ...(person === undefined ? {} : { 'x-person': person }),
            'content-type': 'application/json',
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      ),
    close: async () => {
      await server.close();
      await storage.close();
    },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

const everything = [
  'enroll',
  'recover',
  'authenticate',
  'list-devices',
  'rename-device',
  'remove-device',
  'add-device',
  'remove-person',
] as const;

/** The match engine without a worker. */
export const engineHere = (): EngineHandle => {
  const engine = new MatchEngine();
  return {
    enroll: (embedding, projection) => engine.enroll(embedding, projection),
    prepare: (match) => engine.prepare(match),
    acceptBeginResponse: (beginResponse) => engine.acceptBeginResponse(beginResponse),
    createEvaluateRequest: (embedding) => engine.createEvaluateRequest(embedding),
    createFinishRequest: (evaluateResponse) => engine.createFinishRequest(evaluateResponse),
    checkVerdict: (recognized) => engine.checkVerdict(recognized),
    close: () => {},
  };
};

export interface Browser {
  readonly context: CeremonyContext;
  readonly store: RecordStore;
  readonly steps: string[];
  readonly calls: HostCall[];
}

/** A browser of `person` in front of which `face` sits. `intercept` stands between page and backend. */
export function browserOf(
  world: World,
  person: string,
  face: () => Float32Array,
  options: Partial<CeremonyContext> & {
    intercept?: (call: HostCall, send: () => Promise<unknown>) => Promise<unknown>;
  } = {},
): Browser {
  const { intercept = (_call, send) => send(), ...changes } = options;
  const store = options.store ?? memoryStore();
  const [steps, calls]: [string[], HostCall[]] = [[], []];
  const context: CeremonyContext = {
    host: async (call) => {
      calls.push(call);
      return intercept(call, async () =>
        (await world.fetchAs(person, call.method, call.path, call.body)).json(),
      );
    },
    matching: createMatching(engineHere),
    store,
    withUserLock: (_id, work) => work(),
    models: async () => ({ modelId: world.modelId, center: new Float32Array(256), n: world.set.matching.n }),
    warmUp: async () => {},
    capture: async () => face(),
    description: { name: 'Test browser' },
    origin,
    onStep: (step) => steps.push(step),
    onDurableResult: () => {},
    signal: new AbortController().signal,
    now: () => world.clock.now,
    ...changes,
  };
  return { context, store, steps, calls };
}

/** The code that a promise rejects with. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'none';
  } catch (error) {
    if (error instanceof RecognizeError) return error.code;
    throw error;
  }
}
