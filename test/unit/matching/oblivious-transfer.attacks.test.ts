import { p256 } from '@noble/curves/nist.js';
import { describe, expect, it } from 'vitest';
import { deriveSenderKeys } from '../../../src/matching/oblivious-transfer.ts';
import { encodePoint, T } from '../../../src/matching/p256.ts';
import { garble } from '../../../src/matching/threshold-gate.ts';
import { type Bytes, concat, systemRandom } from '../../../src/wire/bytes.ts';
import { taggedHash } from '../../../src/wire/hash.ts';
import { hammingDistance } from '../../support/matching/bits.ts';
import { senderEcdh } from '../../support/matching/node-ecdh.ts';

// A dishonest browser chooses points whose transfer keys coincide, and reads the share from equal corrections. The attack works on a key
// derivation that leaves out the choice bit or the index, and fails on ours.

const n = 64;
const { Point } = p256;
const halfOfT = encodePoint(Point.fromAffine(T).multiply(Point.Fn.inv(2n)).toAffine());
const anyPoint = encodePoint(Point.BASE.multiply(12345n).toAffine());
const noChoices = new Uint8Array(n / 8);
const ecdh = senderEcdh(systemRandom);
const [sid, share] = [systemRandom(32), systemRandom(n / 8)];

/** The corrections with all choices zero: y_i = k_i[0] + (1 − 2 A_i) Δ − k_i[1]. Bit i of the result: whether y_i differs from y_0. */
function differsFromFirst(keys: Bytes): Bytes {
  const { corrections } = garble({ sid, keys, choices: noChoices, share, tau: 20 }, systemRandom);
  const correction = (i: number) => Buffer.from(corrections.subarray(32 * i, 32 * i + 32)).toString('hex');
  const bits = new Uint8Array(n / 8);
  for (let i = 0; i < n; i++) bits[i >> 3]! |= Number(correction(i) !== correction(0)) << (7 - (i & 7));
  return bits;
}

interface Variant {
  readonly missing: string;
  /** R_i for every i. */
  readonly point: Bytes;
  readonly insecureKey: (i: number, choice: number, x: Bytes) => Bytes;
}

const variants: readonly Variant[] = [
  { missing: 'choice bit', point: halfOfT, insecureKey: (i, _, x) => taggedHash('ot', sid, i, x) },
  { missing: 'index', point: anyPoint, insecureKey: (_, choice, x) => taggedHash('ot', sid, choice, x) },
];

describe('[T09] a key derivation without the choice bit or the index', () => {
  it.each(variants)('would reveal the share up to complement: $missing', async ({ point, insecureKey }) => {
    const { privateKey } = await ecdh.generateKeyPair();
    const affine = Point.fromHex(`04${Buffer.from(point).toString('hex')}`);
    const shifted = encodePoint(affine.subtract(Point.fromAffine(T)).toAffine());
    const [zero, one] = await ecdh.sharedSecrets(privateKey, [point, shifted]);
    const keys = Array.from({ length: n }, (_, i) => [insecureKey(i, 0, zero!), insecureKey(i, 1, one!)]);
    expect([0, n]).toContain(hammingDistance(differsFromFirst(concat(...keys.flat())), share));
  });
});

describe('[T10] deriveSenderKeys', () => {
  it.each(variants)('yields no two equal corrections for the same points: $missing', async ({ point }) => {
    const { privateKey } = await ecdh.generateKeyPair();
    const points = concat(...Array.from({ length: n }, () => point));
    const keys = await deriveSenderKeys(privateKey, points, sid, ecdh);
    expect(hammingDistance(differsFromFirst(keys), noChoices)).toBe(n - 1);
  });
});
