import { createHash, createHmac, hkdfSync, verify } from 'node:crypto';
import { p256, p256_hasher } from '@noble/curves/nist.js';

// A second implementation of the matcher, written from docs/private-matching/protocol.md: Node's hashes, @noble/curves, integers as labels, and no
// import from src/. It checks the page and the golden vectors against each other.

const { Point } = p256;
const T = p256_hasher.hashToCurve(Buffer.from('T'), { DST: 'recognize-match-v1-T' });

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function H(tag: string, ...fields: readonly (Buffer | string | number)[]): Buffer {
  const hash = createHash('sha256').update(`recognize/match/v1/${tag}`);
  for (const field of fields) {
    const bytes = typeof field === 'number' ? u32(field) : Buffer.from(field as string);
    hash.update(u32(bytes.length)).update(bytes);
  }
  return hash.digest();
}

const bit = (bytes: Buffer, i: number) => (bytes[i >> 3]! >> (7 - (i & 7))) & 1;
const xor = (a: Buffer, b: Buffer) => Buffer.from(a.map((byte, i) => byte ^ b[i]!));
const pointOf = (xy: Buffer) => Point.fromHex(`04${xy.toString('hex')}`);
const xOf = (point: InstanceType<typeof Point>) => Buffer.from(point.toBytes(false).slice(1, 33));

/** Eight integers modulo 2^32. */
type Label = number[];
const labelOf = (bytes: Buffer): Label => Array.from({ length: 8 }, (_, w) => bytes.readUInt32BE(4 * w));
const bytesOf = (label: Label) => Buffer.concat(label.map((word) => u32(word >>> 0)));
/** a + factor · b */
const add = (a: Label, b: Label, factor = 1): Label =>
  a.map((word, w) => Number((BigInt(word) + BigInt(factor) * BigInt(b[w]!)) & 0xffffffffn));

/** The matcher's records before the match. */
export interface MatcherRecords {
  readonly n: number;
  readonly tau: number;
  readonly recognizeId: string;
  readonly shareId: Buffer;
  readonly modelId: string;
  readonly origin: string;
  readonly ceremony: string;
  readonly token: string;
  readonly A: Buffer;
  readonly stateHash: Buffer;
  /** Three movements, 1 to 5; zeros without a challenge. */
  readonly challenge: Buffer;
}

export interface RandomValues {
  readonly y: Buffer;
  readonly nonceS: Buffer;
  readonly ceremonyId: Buffer;
  readonly delta: Buffer;
  readonly K: Buffer;
  readonly filling: readonly Buffer[];
}

/** M1 → M2, the session id and the transfer keys. */
export function createBeginResponse(
  matcherRecords: MatcherRecords,
  randomValues: RandomValues,
  beginRequest: Buffer,
) {
  const { n } = matcherRecords;
  const y = BigInt(`0x${randomValues.y.toString('hex')}`);
  const S = Buffer.from(Point.BASE.multiply(y).toBytes(false).slice(1));
  const beginResponse = Buffer.concat([
    randomValues.nonceS,
    S,
    randomValues.ceremonyId,
    matcherRecords.stateHash,
    matcherRecords.challenge,
  ]);
  const { recognizeId, shareId, modelId, origin, ceremony, token } = matcherRecords;
  const rows = n / 2 + 1;
  const ctx = H('ctx', 1, n, rows, recognizeId, shareId, modelId, origin, ceremony, H('token', token));
  const sid = H('sid', ctx, H('m1', beginRequest), H('m2', beginResponse));
  const keys = Array.from({ length: n }, (_, i): [Buffer, Buffer] => {
    const offset = beginRequest.length - 64 * (n - i);
    const R = pointOf(beginRequest.subarray(offset, offset + 64));
    return [H('ot', sid, i, 0, xOf(R.multiply(y))), H('ot', sid, i, 1, xOf(R.subtract(T).multiply(y)))];
  });
  return { ctx, beginResponse, sid, keys };
}

/** M3 → M4. */
export function createEvaluateResponse(
  { n, tau, A }: MatcherRecords,
  { delta: deltaBytes, K, filling }: RandomValues,
  { sid, keys }: Pick<ReturnType<typeof createBeginResponse>, 'sid' | 'keys'>,
  evaluateRequest: Buffer,
): Buffer {
  const delta = labelOf(deltaBytes);
  let sum: Label = new Array(8).fill(0);
  const corrections = keys.map((pair, i) => {
    const [c, a] = [bit(evaluateRequest, i), bit(A, i)];
    const zero = labelOf(pair[c]!);
    sum = add(add(sum, zero), delta, -a);
    return bytesOf(add(add(zero, delta, 1 - 2 * a), labelOf(pair[1 - c]!), -1));
  });
  const rows = Array.from({ length: n / 2 + 1 }, (_, h) => {
    if (h > tau) return filling[h - tau - 1]!;
    const x = H('row', sid, bytesOf(add(sum, delta, h)));
    return Buffer.concat([x.subarray(0, 16), xor(x.subarray(16), K)]);
  });
  return Buffer.concat([...corrections, H('commit', sid, K), ...rows.sort(Buffer.compare)]);
}

/** M5 → the refreshed share after a match, otherwise undefined. */
export function verifyFinishRequest(
  { n, A }: MatcherRecords,
  { K }: Pick<RandomValues, 'K'>,
  sid: Buffer,
  deviceKey: Buffer,
  messages: {
    readonly evaluateRequest: Buffer;
    readonly evaluateResponse: Buffer;
    readonly finishRequest: Buffer;
  },
): { shareId: Buffer; A: Buffer } | undefined {
  const { evaluateRequest, finishRequest } = messages;
  const [m3, m4] = [H('m3', evaluateRequest), H('m4', messages.evaluateResponse)];
  const [proof, s] = [finishRequest.subarray(0, 32), finishRequest.subarray(32, 64)];
  const report = finishRequest.subarray(64, 66);
  const expectedProof = createHmac('sha256', H('proof-key', sid, K))
    .update(H('transcript', sid, m3, m4))
    .digest();
  const recognized =
    expectedProof.equals(proof) &&
    H('s', s).equals(evaluateRequest.subarray(n / 8)) &&
    verifySignature(deviceKey, H('bind', sid, m3, m4, proof, s, report), finishRequest.subarray(66));
  if (!recognized) return undefined;
  const info = Buffer.concat([Buffer.from('refresh'), s]);
  const refresh = Buffer.from(hkdfSync('sha256', K, sid, info, 16 + n / 8));
  return { shareId: refresh.subarray(0, 16), A: xor(A, refresh.subarray(16)) };
}

function verifySignature(deviceKey: Buffer, message: Buffer, signature: Buffer): boolean {
  const coordinate = (bytes: Buffer) => bytes.toString('base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: coordinate(deviceKey.subarray(0, 32)),
    y: coordinate(deviceKey.subarray(32)),
  };
  const key = { key: jwk, format: 'jwk', dsaEncoding: 'ieee-p1363' } as const;
  return verify('sha256', message, key, signature);
}
