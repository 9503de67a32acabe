import { encodeCenter } from '../../src/manifest/center.ts';
import { modelId } from '../../src/manifest/hash.ts';
import type { ModelSet } from '../../src/manifest/types.ts';
import {
  type AuthorizationRequest,
  createRecognizeServer,
  createSecret,
  operations,
  type RecognizeServerOptions,
} from '../../src/server/index.ts';
import { testStorage } from './storage.ts';

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

/**
 * A model set without networks. Tests generate the embeddings themselves.
 *
 * @param n bits of a binary template
 * @param tau threshold in bits
 */
export const testModelSet = (n = 256, tau = 80): ModelSet => ({
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

/** A request of a signed-in user, or without a session. */
export const requestAs = (recognizeId: string | undefined, method: string, path: string, body?: unknown) =>
  new Request(`${origin}/${path}`, {
    method,
    headers: {
      ...(recognizeId === undefined ? {} : { 'x-user': recognizeId }),
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

export interface TestBackendOptions extends Partial<RecognizeServerOptions> {
  readonly n?: number;
  readonly tau?: number;
}

/** A backend over an empty database. The header `x-user` names the signed-in user, who may do everything. */
export async function createTestBackend(options: TestBackendOptions = {}) {
  const { n = 256, tau = 80, ...serverOptions } = options;
  const modelSet = testModelSet(n, tau);
  const storage = options.storage ?? (await testStorage());
  const clock = { now: Date.now() };
  const logged: unknown[] = [];
  const settings: RecognizeServerOptions = {
    storage,
    secret: createSecret(),
    models: [modelSet],
    origins: [origin],
    threads: 1,
    authorize: async (request) => {
      const recognizeId = request.headers.get('x-user');
      return recognizeId === null ? undefined : { recognizeId, allow: operations };
    },
    now: () => clock.now,
    log: (event) => logged.push(event),
    ...serverOptions,
    // Most tests compare no durations.
    policy: { finishDelayMs: 1, ...serverOptions.policy },
  };
  let server = await createRecognizeServer(settings);
  const id = await modelId(modelSet);
  return {
    get server() {
      return server;
    },
    /** Replaces the server by a new one over the same database, as after a crash of the process. */
    async restart() {
      await server.close();
      server = await createRecognizeServer(settings);
    },
    storage,
    settings,
    modelSet,
    modelId: id,
    /** The time of the server, milliseconds since the epoch. */
    clock,
    /** Everything that the server has logged. */
    logged,
    /** Issues an authorization token, as the host does. */
    token: (
      request: Partial<AuthorizationRequest> & Pick<AuthorizationRequest, 'recognizeId' | 'ceremony'>,
    ) => server.issueAuthorization({ origin, ...request }),
    /** Sends a request of a signed-in user, or without a session. */
    fetchAs: (recognizeId: string | undefined, method: string, path: string, body?: unknown) =>
      server.fetch(requestAs(recognizeId, method, path, body)),
    close: async () => {
      await server.close();
      await storage.close();
    },
  };
}

export type TestBackend = Awaited<ReturnType<typeof createTestBackend>>;
