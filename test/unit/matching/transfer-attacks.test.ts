import { p256 } from '@noble/curves/nist.js';
import { describe, expect, test } from 'vitest';
import { senderKeys } from '../../../src/matching/matcher-session.ts';
import { encodePoint, T } from '../../../src/matching/points.ts';
import { garble } from '../../../src/matching/threshold-gate.ts';
import type { Bytes } from '../../../src/wire/bytes.ts';
import { concat, H, systemRandom } from '../../../src/wire/bytes.ts';
import { hamming, nodeMultiplier } from './support.ts';

/**
 * A tampered browser chooses its points so that keys coincide, and reads the share off the corrections. It works on variants that leave the
 * choice bit or the index out of the key, and fails on ours.
 */
const n = 64;
const { Point } = p256;
const halfOfT = encodePoint(Point.fromAffine(T).multiply(Point.Fn.inv(2n)).toAffine());
const anyPoint = encodePoint(Point.BASE.multiply(12345n).toAffine());
const allOf = (point: Bytes) => concat(...Array.from({ length: n }, () => point));
const noChoices = new Uint8Array(n / 8);

/** 1 where a correction is another than the first one: y_i = k_i[0] + (1 − 2 A_i) Δ − k_i[1]. */
function unlikeTheFirst(corrections: Bytes): Bytes {
  const one = (i: number) => Buffer.from(corrections.subarray(32 * i, 32 * i + 32)).toString('hex');
  const out = new Uint8Array(n / 8);
  for (let i = 0; i < n; i++) out[i >> 3]! |= Number(one(i) !== one(0)) << (7 - (i & 7));
  return out;
}

const cases: readonly [
  what: string,
  point: Bytes,
  weakKey: (sid: Bytes, i: number, b: number, x: Bytes) => Bytes,
][] = [
  ['the choice bit', halfOfT, (sid, i, _, x) => H('ot', sid, i, x)],
  ['the index', anyPoint, (sid, _, b, x) => H('ot', sid, b, x)],
];

describe.each(cases)('a transfer key without %s', (_, point, weakKey) => {
  const multiplier = nodeMultiplier(systemRandom);
  const [sid, share] = [systemRandom(32), systemRandom(n / 8)];
  const read = (keys: Bytes) =>
    unlikeTheFirst(garble({ sid, keys, choices: noChoices, share, tau: 20 }, systemRandom).corrections);

  test('would hand over the share up to complement', async () => {
    const { privateKey } = await multiplier.generate();
    const shifted = encodePoint(Point.fromHex(hex(point)).subtract(Point.fromAffine(T)).toAffine());
    const [zero, one] = await multiplier.multiply(privateKey, [point, shifted]);
    const keys = Array.from({ length: n }, (_, i) => [weakKey(sid, i, 0, zero!), weakKey(sid, i, 1, one!)]);
    expect([0, n]).toContain(hamming(read(concat(...keys.flat())), share));
  });

  test('is not ours: no two corrections are the same', async () => {
    const { privateKey } = await multiplier.generate();
    const keys = await senderKeys(privateKey, allOf(point), sid, multiplier);
    expect(hamming(read(keys), noChoices)).toBe(n - 1);
  });
});

function hex(point: Bytes): string {
  return `04${Buffer.from(point).toString('hex')}`;
}
