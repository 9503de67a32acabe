import { createECDH } from 'node:crypto';
import { RecognizeError, type RecognizeErrorJson } from '../../../src/errors.ts';
import { bitsFromEmbedding } from '../../../src/matching/bits.ts';
import { ClientSession } from '../../../src/matching/client-session.ts';
import type { ReceiverEcdh } from '../../../src/matching/ecdh.ts';
import { noStateHash, split, stateHash } from '../../../src/matching/secret-sharing.ts';
import type { AuthorizationRequest } from '../../../src/server/index.ts';
import { fromBase64url, toBase64url } from '../../../src/wire/base64url.ts';
import { type Bytes, systemRandom } from '../../../src/wire/bytes.ts';
import { type CaptureReport, noCaptureFlags } from '../../../src/wire/capture-report.ts';
import { verifyEnvelopeKey } from '../../../src/wire/configuration.ts';
import { type EnvelopeStep, encapsulate } from '../../../src/wire/envelope.ts';
import type { LivenessLevel } from '../../../src/wire/liveness.ts';
import { parseBeginResponse } from '../../../src/wire/messages/begin.ts';
import { encodeChallengeRequest } from '../../../src/wire/messages/challenge.ts';
import {
  type EnrollRequest,
  type EnrollResponse,
  encodeEnrollRequest,
  parseEnrollResponse,
} from '../../../src/wire/messages/enroll.ts';
import { type FinishResponse, parseFinishResponse } from '../../../src/wire/messages/finish.ts';
import type { ClientShare } from '../../../src/wire/shares.ts';
import { readAuthorization, requiredLiveness } from '../../../src/wire/tokens.ts';
import { plainReport } from '../../support/capture.ts';
import { origin, type TestBackend } from '../../support/test-backend.ts';

/**
 * The client side as single messages, so that a test can keep a request, change it before sealing, repeat it, or send it as another user.
 */
export interface SealedRequest {
  readonly path: string;
  /** JSON body of the HTTP request. */
  readonly message: Record<string, unknown>;
  /** Opens the `body` of the response. */
  open(body: string): Promise<Bytes>;
}

/** Posts JSON as a user and returns status and parsed response. */
export async function post(backend: TestBackend, user: string | undefined, path: string, message: unknown) {
  const response = await backend.fetchAs(user, 'POST', path, message);
  const json = (await response.json()) as { body?: string; error?: RecognizeErrorJson };
  return { status: response.status, ...json };
}

/** Posts a sealed request and opens the response. @throws RecognizeError of the server, with the HTTP status in `detail` */
export async function send(
  backend: TestBackend,
  user: string,
  { path, message, open }: SealedRequest,
): Promise<Bytes> {
  const { body, error, status } = await post(backend, user, path, message);
  if (error === undefined) return open(body!);
  const until = error.until === undefined ? {} : { until: error.until };
  throw new RecognizeError(error.code, { detail: String(status), ...until });
}

/** Seals a message body as a browser does. `fields` are added to the JSON. */
export async function sealRequest(
  backend: TestBackend,
  step: EnvelopeStep,
  recognizeId: string,
  path: string,
  body: Bytes,
  fields: object = {},
): Promise<SealedRequest> {
  const configuration = await backend.server.configuration();
  const matcherKey = await verifyEnvelopeKey(configuration, undefined, backend.clock.now);
  const seal = await encapsulate({ matcherKey, step, recognizeId });
  const { sealed, open } = await seal(body);
  const message = { ...fields, recognizeId, body: toBase64url(sealed) };
  return { path, message, open: (response) => open(fromBase64url(response)) };
}

export const bitsOf = (backend: TestBackend, face: Float32Array): Bytes =>
  bitsFromEmbedding(face, {
    modelId: backend.modelId,
    n: backend.modelSet.matching.n,
    center: new Float32Array(256),
  });

export interface Enrollment {
  readonly recognizeId: string;
  readonly clientShare: ClientShare;
  readonly serverShare: Bytes;
  readonly response: EnrollResponse;
  readonly deviceId: string;
}

export interface EnrollOptions {
  /** Replaces fields of EnrollRequest, as a modified browser would. */
  readonly fields?: Partial<EnrollRequest>;
  readonly claims?: Partial<AuthorizationRequest>;
}

/** Requests the challenge of an `active` enrollment. @returns fields of the EnrollRequest that answers it */
export async function challengeFields(
  backend: TestBackend,
  recognizeId: string,
  token: string,
): Promise<Pick<EnrollRequest, 'token' | 'report'>> {
  const body = encodeChallengeRequest({ liveness: 'active', token });
  await send(backend, recognizeId, await sealRequest(backend, 0, recognizeId, 'challenges', body));
  return { token, report: { liveness: 'active', flags: noCaptureFlags } };
}

/** A sealed EnrollRequest that is not sent yet. */
export async function prepareEnrollment(
  backend: TestBackend,
  recognizeId: string,
  face: Float32Array,
  { fields, claims }: EnrollOptions = {},
) {
  const { client, server } = split(bitsOf(backend, face));
  const modelIdHash = new Uint8Array(
    await crypto.subtle.digest('SHA-256', new TextEncoder().encode(backend.modelId)),
  );
  const token = await backend.token({ recognizeId, ceremony: 'enroll', liveness: 'off', ...claims });
  const { n } = backend.modelSet.matching;
  const body = encodeEnrollRequest({
    type: 'BACKUP',
    n,
    modelIdHash,
    token,
    ...server,
    report: plainReport,
    ...fields,
  });
  const request = await sealRequest(backend, 1, recognizeId, 'ceremonies', body, { ceremony: 'enroll' });
  return { clientShare: client, serverShare: server.share, request };
}

export async function enroll(
  backend: TestBackend,
  recognizeId: string,
  face: Float32Array,
  options: EnrollOptions = {},
): Promise<Enrollment> {
  const { clientShare, serverShare, request } = await prepareEnrollment(backend, recognizeId, face, options);
  const response = parseEnrollResponse(await send(backend, recognizeId, request));
  return { recognizeId, clientShare, serverShare, response, deviceId: toBase64url(response.deviceId) };
}

/** Key pairs by OpenSSL, which is faster than WebCrypto for thousands of them. */
const opensslReceiverKeys: ReceiverEcdh = async (count) => {
  const pairs = Array.from({ length: count }, () => {
    const pair = createECDH('prime256v1');
    pair.generateKeys();
    return pair;
  });
  return {
    publicKeys: pairs.map((pair) => new Uint8Array(pair.getPublicKey().subarray(1))),
    sharedSecrets: async (point) =>
      pairs.map((pair) => new Uint8Array(pair.computeSecret(new Uint8Array([4, ...point])))),
  };
};

export const createDeviceKeys = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);

export interface CeremonyOptions {
  readonly recognizeId: string;
  readonly ceremony: 'recover' | 'authenticate';
  readonly clientShare: ClientShare;
  readonly keys: CryptoKeyPair;
  readonly claims?: Partial<AuthorizationRequest>;
  readonly token?: string;
  /** Of the capture; default: with the level of the token. */
  readonly report?: CaptureReport;
}

/** A ceremony up to its BeginRequest, which is not sent yet. */
export async function prepareCeremony(backend: TestBackend, options: CeremonyOptions) {
  const { recognizeId, ceremony, clientShare, keys } = options;
  const claims = { recognizeId, ceremony, liveness: 'off', ...options.claims } as const;
  const token = options.token ?? (await backend.token(claims));
  const report = options.report ?? { ...plainReport, liveness: levelOf(token) };
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey));
  const session = await ClientSession.create(
    {
      recognizeId,
      ceremony,
      token,
      modelId: backend.modelId,
      origin,
      share: clientShare,
      deviceKey: raw.slice(1),
      liveness: report.liveness,
      expectedStateHash: ceremony === 'recover' ? stateHash(clientShare) : noStateHash(),
    },
    systemRandom,
    opensslReceiverKeys,
  );
  const sealBegin = (beginRequest: Bytes) =>
    sealRequest(backend, 1, recognizeId, 'ceremonies', beginRequest, { ceremony, device: { name: 'Test' } });
  return { session, sealBegin, beginRequest: session.beginRequest, sign: signWith(keys), report };
}

/** The level that a token requires. */
function levelOf(token: string): LivenessLevel {
  try {
    return requiredLiveness(readAuthorization(token));
  } catch {
    return 'off';
  }
}

const signWith = (keys: CryptoKeyPair) => async (message: Bytes) =>
  new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, message));

/** A ceremony up to BeginResponse. The test seals and sends the other requests. */
export async function beginCeremony(backend: TestBackend, options: CeremonyOptions) {
  const { recognizeId } = options;
  const { session, sealBegin, beginRequest, sign, report } = await prepareCeremony(backend, options);
  const beginResponse = await send(backend, recognizeId, await sealBegin(beginRequest));
  await session.acceptBeginResponse(beginResponse);
  const { ceremonyId, challenge } = parseBeginResponse(beginResponse);
  const id = toBase64url(ceremonyId);
  const sealStep = (step: 2 | 3, name: string) => (body: Bytes) =>
    sealRequest(backend, step, recognizeId, `ceremonies/${id}/${name}`, body);
  return {
    id,
    session,
    sign,
    report,
    challenge,
    sealEvaluate: sealStep(2, 'evaluate'),
    sealFinish: sealStep(3, 'finish'),
    createEvaluateRequest: (face: Float32Array) => session.createEvaluateRequest(bitsOf(backend, face)),
  };
}

/** A ceremony up to a valid FinishRequest, which is sealed and not sent yet. */
export async function prepareFinish(backend: TestBackend, options: CeremonyOptions, face: Float32Array) {
  const begun = await beginCeremony(backend, options);
  const evaluateRequest = await begun.sealEvaluate(begun.createEvaluateRequest(face));
  const evaluateResponse = await send(backend, options.recognizeId, evaluateRequest);
  const { finishRequest, pendingShare: pending } = await begun.session.createFinishRequest(
    evaluateResponse,
    begun.report,
    begun.sign,
  );
  return {
    ...begun,
    evaluateRequest,
    finishRequest,
    pending,
    request: await begun.sealFinish(finishRequest),
  };
}

export interface CeremonyResult {
  readonly finishResponse: FinishResponse;
  /** The client share that a match makes valid. */
  readonly pending: ClientShare;
  readonly id: string;
}

/** A complete ceremony. */
export async function runCeremony(
  backend: TestBackend,
  options: CeremonyOptions,
  face: Float32Array,
): Promise<CeremonyResult> {
  const { id, session, pending, request } = await prepareFinish(backend, options, face);
  const finishResponse = parseFinishResponse(await send(backend, options.recognizeId, request));
  session.checkVerdict(finishResponse.recognized);
  return { finishResponse, pending, id };
}

export interface BoundBrowser {
  readonly recognizeId: string;
  readonly keys: CryptoKeyPair;
  readonly clientShare: ClientShare;
  readonly deviceId: string;
}

/** Recovers with a new browser. */
export async function bindBrowser(
  backend: TestBackend,
  { recognizeId, clientShare }: Enrollment,
  face: Float32Array,
): Promise<BoundBrowser> {
  const keys = await createDeviceKeys();
  const options = { recognizeId, ceremony: 'recover', clientShare, keys } as const;
  const { finishResponse, pending } = await runCeremony(backend, options, face);
  if (!finishResponse.recognized) throw new Error('not recognized');
  return { recognizeId, keys, clientShare: pending, deviceId: toBase64url(finishResponse.deviceId) };
}
