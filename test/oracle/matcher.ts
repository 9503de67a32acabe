import { createHash, createHmac, hkdfSync, verify } from 'node:crypto';
import { p256, p256_hasher } from '@noble/curves/nist.js';

/**
 * A matcher written from docs/private-matching.md alone: Node's hashes, the curve of @noble/curves, integers for the labels, nothing of
 * src/. It holds the document and the golden vectors to their word.
 */
const { Point } = p256;
const T = p256_hasher.hashToCurve(Buffer.from('T'), { DST: 'recognize-match-v1-T' });

type Field = Buffer | string | number;

function u32(value: number): Buffer {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(value);
  return out;
}

function H(tag: string, ...fields: readonly Field[]): Buffer {
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

/** Labels are eight words modulo 2^32; here each is a list of integers. */
type Label = number[];
const labelOf = (bytes: Buffer): Label => Array.from({ length: 8 }, (_, w) => bytes.readUInt32BE(4 * w));
const bytesOf = (label: Label) => Buffer.concat(label.map((word) => u32(word >>> 0)));
const plus = (a: Label, b: Label, times = 1): Label =>
  a.map((word, w) => Number((BigInt(word) + BigInt(times) * BigInt(b[w]!)) & 0xffffffffn));

export interface Records {
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
}

export interface Draws {
  readonly y: Buffer;
  readonly nonceS: Buffer;
  readonly ceremonyId: Buffer;
  readonly delta: Buffer;
  readonly K: Buffer;
  readonly filling: readonly Buffer[];
}

/** BeginRequest → BeginResponse, sid and the transfer keys. */
export function begin(records: Records, draws: Draws, beginRequest: Buffer) {
  const { n } = records;
  const y = BigInt(`0x${draws.y.toString('hex')}`);
  const S = Buffer.from(Point.BASE.multiply(y).toBytes(false).slice(1));
  const beginResponse = Buffer.concat([draws.nonceS, S, draws.ceremonyId, records.stateHash]);
  const { recognizeId, shareId, modelId, origin, ceremony, token } = records;
  const rows = n / 2 + 1;
  const ctx = H('ctx', 1, n, rows, recognizeId, shareId, modelId, origin, ceremony, H('token', token));
  const sid = H('sid', ctx, H('m1', beginRequest), H('m2', beginResponse));
  const keys = Array.from({ length: n }, (_, i): [Buffer, Buffer] => {
    const at = beginRequest.length - 64 * (n - i);
    const R = pointOf(beginRequest.subarray(at, at + 64));
    return [H('ot', sid, i, 0, xOf(R.multiply(y))), H('ot', sid, i, 1, xOf(R.subtract(T).multiply(y)))];
  });
  return { ctx, beginResponse, sid, keys };
}

/** EvaluateRequest → EvaluateResponse. */
export function reply(
  { n, tau, A }: Records,
  draws: Draws,
  { sid, keys }: Pick<ReturnType<typeof begin>, 'sid' | 'keys'>,
  evaluateRequest: Buffer,
): Buffer {
  const delta = labelOf(draws.delta);
  let sum: Label = new Array(8).fill(0);
  const corrections = keys.map((pair, i) => {
    const [c, a] = [bit(evaluateRequest, i), bit(A, i)];
    const zero = labelOf(pair[c]!);
    sum = plus(plus(sum, zero), delta, -a);
    return bytesOf(plus(plus(zero, delta, 1 - 2 * a), labelOf(pair[1 - c]!), -1));
  });
  const rows = Array.from({ length: n / 2 + 1 }, (_, h) => {
    if (h > tau) return draws.filling[h - tau - 1]!;
    const x = H('row', sid, bytesOf(plus(sum, delta, h)));
    return Buffer.concat([x.subarray(0, 16), xor(x.subarray(16), draws.K)]);
  });
  return Buffer.concat([...corrections, H('commit', sid, draws.K), ...rows.sort(Buffer.compare)]);
}

/** FinishRequest → the verdict, and after a yes the new pair. */
export function decide(
  { n, A }: Records,
  { K }: Draws,
  sid: Buffer,
  deviceKey: Buffer,
  [evaluateRequest, evaluateResponse, finishRequest]: readonly [Buffer, Buffer, Buffer],
): { shareId: Buffer; A: Buffer } | undefined {
  const [proof, s, signature] = [
    finishRequest.subarray(0, 32),
    finishRequest.subarray(32, 64),
    finishRequest.subarray(64),
  ];
  const transcript = H('transcript', sid, H('m3', evaluateRequest), H('m4', evaluateResponse));
  const wanted = createHmac('sha256', H('proof-key', sid, K))
    .update(transcript)
    .digest();
  const bound = H('bind', sid, H('m3', evaluateRequest), H('m4', evaluateResponse), proof, s);
  const base64 = (half: Buffer) => half.toString('base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: base64(deviceKey.subarray(0, 32)),
    y: base64(deviceKey.subarray(32)),
  };
  const key = { key: jwk, format: 'jwk', dsaEncoding: 'ieee-p1363' } as const;
  const right =
    wanted.equals(proof) &&
    H('s', s).equals(evaluateRequest.subarray(n / 8)) &&
    verify('sha256', bound, key, signature);
  if (!right) return undefined;
  const info = Buffer.concat([Buffer.from('refresh'), s]);
  const r = Buffer.from(hkdfSync('sha256', K, sid, info, 16 + n / 8));
  return { shareId: r.subarray(0, 16), A: xor(A, r.subarray(16)) };
}
