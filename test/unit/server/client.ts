import { createECDH } from 'node:crypto';
import { RecognizeError, type RecognizeErrorJson } from '../../../src/errors.ts';
import { bitsFromEmbedding } from '../../../src/matching/bits.ts';
import { ClientSession } from '../../../src/matching/client-session.ts';
import type { ReceiverKeySource } from '../../../src/matching/ecdh.ts';
import { type ClientShare, noStateHash, split, stateHash } from '../../../src/matching/secret-sharing.ts';
import type { AuthorizationRequest } from '../../../src/server/index.ts';
import { fromBase64url, toBase64url } from '../../../src/wire/base64url.ts';
import { type Bytes, systemRandom } from '../../../src/wire/bytes.ts';
import { verifyEnvelopeKey } from '../../../src/wire/configuration.ts';
import { type EnvelopeStep, encapsulate } from '../../../src/wire/envelope.ts';
import { parseBeginResponse } from '../../../src/wire/messages/begin.ts';
import {
  type EnrollRequest,
  type EnrollResponse,
  encodeEnrollRequest,
  parseEnrollResponse,
} from '../../../src/wire/messages/enroll.ts';
import { type FinishResponse, parseFinishResponse } from '../../../src/wire/messages/finish.ts';
import { origin, type TestBackend } from '../../support/test-backend.ts';

/**
 * The browser's side as bare messages: every request can be kept, changed beneath its seal, sent again, or sent by someone else. Refusals
 * of the server are thrown as their errors, with the status in `detail`.
 */
export interface Request {
  readonly path: string;
  readonly message: Record<string, unknown>;
  /** Opens the answer. */
  open(body: string): Promise<Bytes>;
}

/** What the matcher said, before anything is made of it. */
export async function post(world: TestBackend, person: string | undefined, path: string, message: unknown) {
  const response = await world.fetchAs(person, 'POST', path, message);
  const answer = (await response.json()) as { body?: string; error?: RecognizeErrorJson };
  return { status: response.status, ...answer };
}

export async function send(
  world: TestBackend,
  person: string,
  { path, message, open }: Request,
): Promise<Bytes> {
  const { body, error, status } = await post(world, person, path, message);
  if (error === undefined) return open(body!);
  const until = error.until === undefined ? {} : { until: error.until };
  throw new RecognizeError(error.code, { detail: String(status), ...until });
}

/** Seals as a browser does. */
export async function request(
  world: TestBackend,
  step: EnvelopeStep,
  recognizeId: string,
  path: string,
  body: Bytes,
  more: object = {},
): Promise<Request> {
  const configuration = await world.server.configuration();
  const matcherKey = await verifyEnvelopeKey(configuration, undefined, world.clock.now);
  const seal = await encapsulate({ matcherKey, step, recognizeId });
  const { sealed, open } = await seal(body);
  const message = { ...more, recognizeId, body: toBase64url(sealed) };
  return { path, message, open: (answer) => open(fromBase64url(answer)) };
}

export const bitsOf = (world: TestBackend, face: Float32Array): Bytes =>
  bitsFromEmbedding(face, {
    modelId: world.modelId,
    n: world.modelSet.matching.n,
    center: new Float32Array(256),
  });

export interface Enrolled {
  readonly recognizeId: string;
  readonly client: ClientShare;
  /** A, as it went sealed to the matcher. */
  readonly serverShare: Bytes;
  readonly e2: EnrollResponse;
  readonly deviceId: string;
  readonly request: Request;
}

/** Makes EnrollRequest; `change` is what a tampered browser would send in its place. */
export async function enrollment(
  world: TestBackend,
  recognizeId: string,
  face: Float32Array,
  more: { readonly change?: Partial<EnrollRequest>; readonly claims?: Partial<AuthorizationRequest> } = {},
) {
  const { client, server } = split(bitsOf(world, face));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(world.modelId)));
  const token = await world.token({ recognizeId, ceremony: 'enroll', ...more.claims });
  const { n } = world.modelSet.matching;
  const e1 = encodeEnrollRequest({ type: 'BACKUP', n, modelIdHash: hash, token, ...server, ...more.change });
  const sealed = await request(world, 1, recognizeId, 'ceremonies', e1, { ceremony: 'enroll' });
  return { client, server, e1, request: sealed };
}

export async function enroll(
  world: TestBackend,
  recognizeId: string,
  face: Float32Array,
  more: Parameters<typeof enrollment>[3] = {},
): Promise<Enrolled> {
  const { client, server, request } = await enrollment(world, recognizeId, face, more);
  const e2 = parseEnrollResponse(await send(world, recognizeId, request));
  const deviceId = toBase64url(e2.deviceId);
  return { recognizeId, client, serverShare: server.share, e2, deviceId, request };
}

/** Pairs by OpenSSL: faster than WebCrypto where thousands are made. */
const quickKeys: ReceiverKeySource = async (count) => {
  const pairs = Array.from({ length: count }, () => {
    const pair = createECDH('prime256v1');
    pair.generateKeys();
    return pair;
  });
  return {
    publicKeys: pairs.map((pair) => new Uint8Array(pair.getPublicKey().subarray(1))),
    shared: async (point) =>
      pairs.map((pair) => new Uint8Array(pair.computeSecret(new Uint8Array([4, ...point])))),
  };
};

export const deviceKeys = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);

export interface RunOptions {
  readonly recognizeId: string;
  readonly ceremony: 'recover' | 'authenticate';
  readonly client: ClientShare;
  readonly keys: CryptoKeyPair;
  readonly claims?: Partial<AuthorizationRequest>;
  readonly token?: string;
}

/** A run up to its first request. */
export async function prepare(world: TestBackend, options: RunOptions) {
  const { recognizeId, ceremony, client, keys } = options;
  const token = options.token ?? (await world.token({ recognizeId, ceremony, ...options.claims }));
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey));
  const session = await ClientSession.prepare(
    {
      recognizeId,
      ceremony,
      token,
      modelId: world.modelId,
      origin,
      share: client,
      deviceKey: raw.slice(1),
      expectedStateHash: ceremony === 'recover' ? stateHash(client) : noStateHash(),
    },
    systemRandom,
    quickKeys,
  );
  const first = (beginRequest: Bytes) =>
    request(world, 1, recognizeId, 'ceremonies', beginRequest, { ceremony, device: { name: 'Test' } });
  return { session, first, beginRequest: session.beginRequest, sign: signWith(keys) };
}

export const signWith = (keys: CryptoKeyPair) => async (message: Bytes) =>
  new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, message));

/** A run after BeginResponse: its second and third request are made and sent by the caller. */
export async function begin(world: TestBackend, options: RunOptions) {
  const { recognizeId } = options;
  const { session, first, beginRequest, sign } = await prepare(world, options);
  const beginResponse = await send(world, recognizeId, await first(beginRequest));
  await session.acceptBeginResponse(beginResponse);
  const id = toBase64url(parseBeginResponse(beginResponse).ceremonyId);
  const step = (number: 2 | 3, name: string) => (body: Bytes) =>
    request(world, number, recognizeId, `ceremonies/${id}/${name}`, body);
  return {
    id,
    session,
    sign,
    second: step(2, 'evaluate'),
    third: step(3, 'finish'),
    evaluateRequest: (face: Float32Array) => session.createEvaluateRequest(bitsOf(world, face)),
  };
}

export interface Outcome {
  readonly finishResponse: FinishResponse;
  /** The browser's half that a yes makes valid. */
  readonly pending: ClientShare;
  readonly id: string;
}

/** A whole run. */
export async function run(world: TestBackend, options: RunOptions, face: Float32Array): Promise<Outcome> {
  const { recognizeId } = options;
  const begun = await begin(world, options);
  const evaluateResponse = await send(world, recognizeId, await begun.second(begun.evaluateRequest(face)));
  const { finishRequest, pending } = await begun.session.createFinishRequest(evaluateResponse, begun.sign);
  const finishResponse = parseFinishResponse(
    await send(world, recognizeId, await begun.third(finishRequest)),
  );
  begun.session.checkVerdict(finishResponse.recognized);
  return { finishResponse, pending, id: begun.id };
}

/** A browser that recovered: its device and its own half. */
export async function recovered(world: TestBackend, { recognizeId, client }: Enrolled, face: Float32Array) {
  const keys = await deviceKeys();
  const { finishResponse, pending } = await run(
    world,
    { recognizeId, ceremony: 'recover', client, keys },
    face,
  );
  if (!finishResponse.recognized) throw new Error('not recognized');
  return {
    keys,
    share: pending,
    deviceId: toBase64url(finishResponse.deviceId),
    assertion: finishResponse.assertion,
  };
}

/** `fetchAs` of another server than the world's own. */
export const fetchOn =
  (server: TestBackend['server']): TestBackend['fetchAs'] =>
  (person, method, path, body) =>
    server.fetch(
      new Request(`${origin}/${path}`, {
        method,
        headers: person === undefined ? {} : { 'x-person': person },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );

/** What a row of a table holds. */
export const rowsOf = <Row extends object>(
  world: TestBackend,
  table: string,
  where = 'true',
  parameters: unknown[] = [],
) => world.storage.query<Row>(`select * from recognize_${table} where ${where}`, parameters);

/** Code, status and end of the wait of what a promise rejects with. */
export async function refused(
  promise: Promise<unknown>,
): Promise<{ code: string; status: number; until?: number }> {
  try {
    await promise;
  } catch (error) {
    if (!(error instanceof RecognizeError)) throw error;
    const { code, detail, until } = error;
    return { code, status: Number(detail), ...(until === undefined ? {} : { until }) };
  }
  return { code: 'none', status: 200 };
}
