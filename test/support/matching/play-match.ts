import { RecognizeError } from '../../../src/errors.ts';
import {
  ClientSession,
  type ClientSessionInput,
  type CreatedFinishRequest,
  type Sign,
} from '../../../src/matching/client-session.ts';
import {
  createBeginResponse,
  createEvaluateResponse,
  requireDeviceKey,
  type Verdict,
  verifyFinishRequest,
} from '../../../src/matching/matcher-session.ts';
import { deriveSenderKeys } from '../../../src/matching/oblivious-transfer.ts';
import { split, stateHash } from '../../../src/matching/secret-sharing.ts';
import { evaluateResponseHash, type MatchContext, sessionId } from '../../../src/matching/transcript.ts';
import type { Bytes } from '../../../src/wire/bytes.ts';
import { parseBeginRequest } from '../../../src/wire/messages/begin.ts';
import type { ClientShare, ServerShare } from '../../../src/wire/shares.ts';
import { plainReport } from '../capture.ts';
import { receiverEcdh, senderEcdh } from './node-ecdh.ts';
import { seededRandom } from './seeded-random.ts';

export interface DeviceKey {
  readonly publicKey: Bytes;
  readonly sign: Sign;
}

export async function createDeviceKey(): Promise<DeviceKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const uncompressed = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return {
    publicKey: uncompressed.slice(1),
    sign: async (message) => new Uint8Array(await crypto.subtle.sign(algorithm, pair.privateKey, message)),
  };
}

/** An enrollment and everything else that a match starts from. */
export interface MatchSetup {
  readonly n: number;
  readonly tau: number;
  /** The enrolled bits b, not permuted. */
  readonly bits: Bytes;
  readonly client: ClientShare;
  readonly server: ServerShare;
  readonly device: DeviceKey;
  readonly context: MatchContext;
  /** Seed of the random values of both sides. */
  readonly seed: string;
}

export function createSetup(seed: string, device: DeviceKey, n = 64, tau = n / 4): MatchSetup {
  const bits = seededRandom(`${seed}/bits`)(n / 8);
  const { client, server } = split(bits, seededRandom(`${seed}/split`));
  const context: MatchContext = {
    n,
    recognizeId: 'rid-1',
    shareId: client.shareId,
    modelId: 'model-1',
    origin: 'https://example.test',
    ceremony: 'recover',
    token: `token.${encodeURIComponent(seed)}`,
  };
  return { n, tau, bits, client, server, device, context, seed };
}

export const sessionInput = ({ client, device, context }: MatchSetup): ClientSessionInput => ({
  ...context,
  share: client,
  expectedStateHash: stateHash(client),
  deviceKey: device.publicKey,
  liveness: 'off',
});

export const messageNames = [
  'beginRequest',
  'beginResponse',
  'evaluateRequest',
  'evaluateResponse',
  'finishRequest',
] as const;
export type MessageName = (typeof messageNames)[number];
export type Tamper = Partial<Record<MessageName, (honest: Bytes) => Bytes>>;

export interface PlayOptions {
  /** b', the bits of the capture; by default those of the enrollment. */
  readonly capture?: Bytes;
  /** Replaces a message before it reaches the other side. */
  readonly tamper?: Tamper;
  /** Values in the matcher's records that differ from the browser's. */
  readonly matcherContext?: Partial<MatchContext>;
  readonly seed?: string;
  /** A dishonest matcher in place of `createEvaluateResponse`. */
  readonly createResponse?: typeof createEvaluateResponse;
}

export interface PlayedMatch {
  readonly accepted: boolean;
  /** Code of the RecognizeError that ended the match early. */
  readonly error: string | undefined;
  /** The honest messages, before they were tampered with. */
  readonly sent: Partial<Record<MessageName, Bytes>>;
  readonly sid: Bytes | undefined;
  /** K. */
  readonly key: Bytes | undefined;
  readonly finish: CreatedFinishRequest | undefined;
  readonly verdict: Verdict | undefined;
}

/**
 * BeginRequest of each seeded match. The second time a match is played, the matcher's checks of BeginRequest run before the session of the
 * browser is created a second time, which is not needed if they refuse it.
 */
const beginRequests = new WeakMap<MatchSetup, Map<string, Bytes>>();

/** Plays one match between both sides of src/matching. A RecognizeError of either side is a rejection; any other exception is rethrown. */
export async function playMatch(setup: MatchSetup, options: PlayOptions = {}): Promise<PlayedMatch> {
  const result: { -readonly [K in keyof PlayedMatch]: PlayedMatch[K] } = {
    accepted: false,
    error: undefined,
    sent: {},
    sid: undefined,
    key: undefined,
    finish: undefined,
    verdict: undefined,
  };
  try {
    await playSteps(setup, options, result);
  } catch (error) {
    if (!(error instanceof RecognizeError)) throw error;
    result.error = error.code;
  }
  return result;
}

async function playSteps(
  setup: MatchSetup,
  options: PlayOptions,
  result: { -readonly [K in keyof PlayedMatch]: PlayedMatch[K] },
): Promise<void> {
  const { n, tau, server } = setup;
  const seed = options.seed ?? setup.seed;
  const deliver = (name: MessageName, honest: Bytes): Bytes => {
    result.sent[name] = honest.slice();
    return options.tamper?.[name]?.(honest.slice()) ?? honest;
  };
  const createSession = () =>
    ClientSession.create(
      sessionInput(setup),
      seededRandom(`${seed}/browser`),
      receiverEcdh(seededRandom(`${seed}/receiver`)),
    );
  const cached = beginRequests.get(setup) ?? new Map<string, Bytes>();
  beginRequests.set(setup, cached);
  let session = cached.has(seed) ? undefined : await createSession();
  if (session !== undefined) cached.set(seed, session.beginRequest.slice());
  const beginRequest = deliver('beginRequest', cached.get(seed)!);

  const { deviceKey, token, shareId, points } = parseBeginRequest(beginRequest, n);
  requireDeviceKey(deviceKey);
  const random = seededRandom(`${seed}/matcher`);
  const ecdh = senderEcdh(random);
  const ceremonyId = random(32);
  const { stateHash } = server;
  const { beginResponse, privateKey } = await createBeginResponse(
    { ceremonyId, stateHash, challenge: [] },
    ecdh,
    random,
  );
  const context = { ...setup.context, token, shareId, ...options.matcherContext };
  const sid = sessionId(context, beginRequest, beginResponse);
  result.sid = sid;
  const keys = await deriveSenderKeys(privateKey, points, sid, ecdh);

  session ??= await createSession();
  await session.acceptBeginResponse(deliver('beginResponse', beginResponse));
  const evaluateRequest = deliver(
    'evaluateRequest',
    session.createEvaluateRequest(options.capture ?? setup.bits),
  );

  const createResponse = options.createResponse ?? createEvaluateResponse;
  const input = { sid, keys, evaluateRequest, share: server.share, tau };
  const { evaluateResponse, key } = createResponse(input, random);
  result.key = key;

  result.finish = await session.createFinishRequest(
    deliver('evaluateResponse', evaluateResponse),
    plainReport,
    setup.device.sign,
  );
  const finishRequest = deliver('finishRequest', result.finish.finishRequest);

  const responseHash = evaluateResponseHash(evaluateResponse);
  result.verdict = await verifyFinishRequest({
    sid,
    key,
    evaluateRequest,
    responseHash,
    finishRequest,
    deviceKey,
    n,
  });
  result.accepted = result.verdict.recognized;
  session.checkVerdict(result.accepted);
}
