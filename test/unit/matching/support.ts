import { createECDH, createHash } from 'node:crypto';
import { RecognizeError } from '../../../src/errors.ts';
import type { BrowserMatch, Evaluation } from '../../../src/matching/client-session.ts';
import { ClientSession } from '../../../src/matching/client-session.ts';
import type { ReceiverKeySource, SenderMultiplier } from '../../../src/matching/ecdh.ts';
import type { Verdict } from '../../../src/matching/matcher-session.ts';
import {
  createBeginResponse,
  createEvaluateResponse,
  requireDeviceKey,
  senderKeys,
  verifyFinishRequest,
} from '../../../src/matching/matcher-session.ts';
import type { ClientShare, ServerShare } from '../../../src/matching/secret-sharing.ts';
import { split, stateHash } from '../../../src/matching/secret-sharing.ts';
import type { MatchContext } from '../../../src/matching/transcript.ts';
import { evaluateResponseHash, sessionId } from '../../../src/matching/transcript.ts';
import type { Bytes, Randomness } from '../../../src/wire/bytes.ts';
import { parseBeginRequest } from '../../../src/wire/messages/begin.ts';

/** SHA-256(seed ‖ counter) as a generator: repeatable, and good enough to be a real one. */
export function seeded(seed: string): Randomness {
  let counter = 0;
  return (length) => {
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) {
      const block = createHash('sha256').update(`${seed}/${counter++}`).digest();
      out.set(block.subarray(0, Math.min(32, length - at)), at);
    }
    return out;
  };
}

/** x(k P) by node:crypto, each pair computed once: a replay of a seeded match then costs hashes only. */
const products = new Map<string, Bytes>();
export function multiplyX(scalar: Bytes, point: Bytes): Bytes {
  const name = `${Buffer.from(scalar).toString('latin1')}${Buffer.from(point).toString('latin1')}`;
  let product = products.get(name);
  if (product === undefined) {
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(scalar);
    product = new Uint8Array(ecdh.computeSecret(new Uint8Array([4, ...point])));
    if (products.size < 50_000) products.set(name, product);
  }
  return product;
}

const publicKeys = new Map<string, Bytes>();
export function publicKeyOf(scalar: Bytes): Bytes {
  const name = Buffer.from(scalar).toString('latin1');
  let key = publicKeys.get(name);
  if (key === undefined) {
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(scalar);
    key = new Uint8Array(ecdh.getPublicKey()).slice(1);
    publicKeys.set(name, key);
  }
  return key;
}

/** A uniform scalar in 1 … order − 1 by taking the top bit away: fine for tests, not for use. */
function scalar(random: Randomness): Bytes {
  const bytes = random(32);
  bytes[0]! &= 0x7f;
  return bytes;
}

export const nodeReceiverKeys =
  (random: Randomness): ReceiverKeySource =>
  async (count) => {
    const scalars = Array.from({ length: count }, () => scalar(random));
    return {
      publicKeys: scalars.map(publicKeyOf),
      shared: async (point) => scalars.map((x) => multiplyX(x, point)),
    };
  };

export const nodeMultiplier = (random: Randomness): SenderMultiplier => ({
  async generate() {
    const privateKey = scalar(random);
    return { privateKey, publicKey: publicKeyOf(privateKey) };
  },
  multiply: async (privateKey, points) => points.map((point) => multiplyX(privateKey, point)),
});

export interface DeviceKey {
  readonly publicKey: Bytes;
  readonly sign: (message: Bytes) => Promise<Bytes>;
}

export async function makeDeviceKey(): Promise<DeviceKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return {
    publicKey: raw.slice(1),
    sign: async (message) => new Uint8Array(await crypto.subtle.sign(algorithm, pair.privateKey, message)),
  };
}

export const hamming = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((sum, byte, i) => sum + popcount(byte ^ b[i]!), 0);

export function popcount(byte: number): number {
  let count = 0;
  for (let rest = byte; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

/** The same bits with `distance` of them turned, spread over the string. */
export function withDistance(bits: Bytes, distance: number): Bytes {
  const n = bits.length * 8;
  const out = bits.slice();
  // 5 is coprime to every power of two, so the positions differ.
  for (let k = 0; k < distance; k++) flipBit(out, (k * 5 + 3) % n);
  return out;
}

/** Turns one bit in place. */
export function flipBit<B extends Uint8Array>(bytes: B, bit: number): B {
  bytes[bit >> 3]! ^= 1 << (7 - (bit & 7));
  return bytes;
}

/** Everything that a match starts from. */
export interface Scene {
  readonly n: number;
  readonly tau: number;
  readonly bits: Bytes;
  readonly client: ClientShare;
  readonly server: ServerShare;
  readonly device: DeviceKey;
  readonly context: MatchContext;
  /** Seed of all that both sides draw in the match. */
  readonly seed: string;
}

export function makeScene(seed: string, device: DeviceKey, n = 64, tau = n / 4): Scene {
  const bits = seeded(`${seed}/bits`)(n / 8);
  const { client, server } = split(bits, seeded(`${seed}/split`));
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

export const messageNames = [
  'beginRequest',
  'beginResponse',
  'evaluateRequest',
  'evaluateResponse',
  'finishRequest',
] as const;
export type MessageName = (typeof messageNames)[number];
export type Tamper = Partial<Record<MessageName, (honest: Bytes) => Bytes>>;

export interface MatchOptions {
  /** Bits of the capture; those of the enrollment when absent. */
  readonly capture?: Bytes;
  /** What reaches the other side in place of a message. */
  readonly tamper?: Tamper;
  /** What the matcher believes where it differs from the browser. */
  readonly matcherContext?: Partial<MatchContext>;
  readonly seed?: string;
  /** Runs beside the honest garbling. */
  readonly garble?: typeof createEvaluateResponse;
}

export interface MatchResult {
  readonly accepted: boolean;
  /** Code of the error that ended it early. */
  readonly error: string | undefined;
  readonly sent: Partial<Record<MessageName, Bytes>>;
  readonly sid: Bytes | undefined;
  readonly key: Bytes | undefined;
  readonly evaluation: Evaluation | undefined;
  readonly verdict: Verdict | undefined;
}

export const browserMatch = ({ client, device, context }: Scene): BrowserMatch => ({
  ...context,
  share: client,
  expectedStateHash: stateHash(client),
  deviceKey: device.publicKey,
});

/** BeginRequest of a seeded match: the matcher can read it before the browser, which draws the same again, has to be there. */
const firstMessages = new WeakMap<Scene, Map<string, Bytes>>();

/** Plays one match between the real two sides. A RecognizeError of either side is a rejection; any other exception is thrown on. */
export async function play(scene: Scene, options: MatchOptions = {}): Promise<MatchResult> {
  const { n, tau, server } = scene;
  const seed = options.seed ?? scene.seed;
  const result: { -readonly [K in keyof MatchResult]: MatchResult[K] } = {
    accepted: false,
    error: undefined,
    sent: {},
    sid: undefined,
    key: undefined,
    evaluation: undefined,
    verdict: undefined,
  };
  const deliver = (name: MessageName, honest: Bytes): Bytes => {
    result.sent[name] = honest.slice();
    return options.tamper?.[name]?.(honest.slice()) ?? honest;
  };
  const prepare = () =>
    ClientSession.prepare(
      browserMatch(scene),
      seeded(`${seed}/browser`),
      nodeReceiverKeys(seeded(`${seed}/receiver`)),
    );
  try {
    const known = firstMessages.get(scene) ?? new Map<string, Bytes>();
    firstMessages.set(scene, known);
    let browser = known.has(seed) ? undefined : await prepare();
    if (browser !== undefined) known.set(seed, browser.beginRequest.slice());
    const beginRequest = deliver('beginRequest', known.get(seed)!);
    const first = parseBeginRequest(beginRequest, n);
    requireDeviceKey(first.deviceKey);
    const matcherRandom = seeded(`${seed}/matcher`);
    const multiplier = nodeMultiplier(matcherRandom);
    const ceremonyId = matcherRandom(32);
    const offered = await createBeginResponse(
      { ceremonyId, stateHash: server.stateHash },
      multiplier,
      matcherRandom,
    );
    const context = {
      ...scene.context,
      token: first.token,
      shareId: first.shareId,
      ...options.matcherContext,
    };
    const sid = sessionId(context, beginRequest, offered.beginResponse);
    result.sid = sid;
    const keys = await senderKeys(offered.privateKey, first.points, sid, multiplier);
    browser ??= await prepare();
    await browser.acceptBeginResponse(deliver('beginResponse', offered.beginResponse));
    const evaluateRequest = deliver(
      'evaluateRequest',
      browser.createEvaluateRequest(options.capture ?? scene.bits),
    );
    const garbled = (options.garble ?? createEvaluateResponse)(
      { sid, keys, evaluateRequest, share: server.share, tau },
      matcherRandom,
    );
    result.key = garbled.key;
    const evaluation = await browser.createFinishRequest(
      deliver('evaluateResponse', garbled.evaluateResponse),
      scene.device.sign,
    );
    result.evaluation = evaluation;
    const finishRequest = deliver('finishRequest', evaluation.finishRequest);
    const verdict = await verifyFinishRequest({
      sid,
      key: garbled.key,
      evaluateRequest,
      responseHash: evaluateResponseHash(garbled.evaluateResponse),
      finishRequest,
      deviceKey: first.deviceKey,
      n,
    });
    result.verdict = verdict;
    result.accepted = verdict.recognized;
    browser.checkVerdict(verdict.recognized);
  } catch (error) {
    if (!(error instanceof RecognizeError)) throw error;
    result.error = error.code;
  }
  return result;
}
