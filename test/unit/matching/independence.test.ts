import { describe, expect, test } from 'vitest';
import { split } from '../../../src/matching/secret-sharing.ts';
import type { Bytes, Randomness } from '../../../src/wire/bytes.ts';
import { bitAt, systemRandom } from '../../../src/wire/bytes.ts';
import { popcount } from './support.ts';

/**
 * What the two halves tell when each is seen alone: 10,000 enrollments of one face, and tests that a fair coin passes. All figures are
 * deviations in units of the standard deviation; 6 is passed by chance once in 500 million.
 */
const n = 64;
const enrollments = 10_000;
const limit = 6;

/** Chi-square of `counts` against equal cells, in standard deviations (Wilson and Hilferty's cube root, good far into the tail). */
function uneven(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const spread = 2 / (9 * (counts.length - 1));
  return (Math.cbrt(chi / (counts.length - 1)) - 1 + spread) / Math.sqrt(spread);
}

/** Frequency of ones over everything (NIST SP 800-22, 2.1). */
function frequency(shares: readonly Bytes[]): number {
  const bits = shares.length * n;
  const ones = shares.reduce((sum, share) => sum + share.reduce((s, byte) => s + popcount(byte), 0), 0);
  return Math.abs(ones - bits / 2) / Math.sqrt(bits / 4);
}

/** Frequency of ones at the position where it is worst, Bonferroni left to the limit. */
function positions(shares: readonly Bytes[]): number {
  return Math.max(
    ...Array.from({ length: n }, (_, i) => {
      const ones = shares.reduce((sum, share) => sum + bitAt(share, i), 0);
      return Math.abs(ones - shares.length / 2) / Math.sqrt(shares.length / 4);
    }),
  );
}

/** Words of `width` neighbouring bits that do not overlap: pairs (2) and serial (4) tests. */
function patterns(shares: readonly Bytes[], width: number): number {
  const counts = new Array<number>(2 ** width).fill(0);
  for (const share of shares) {
    for (let i = 0; i < n; i += width) {
      let word = 0;
      for (let k = 0; k < width; k++) word = 2 * word + bitAt(share, i + k);
      counts[word]!++;
    }
  }
  return uneven(counts);
}

/** Distance between one enrollment and the next: the same halves, or halves of the same bits, come too close or too far. */
function succession(shares: readonly Bytes[]): number {
  let distance = 0;
  for (let k = 1; k < shares.length; k++) {
    distance += shares[k]!.reduce((sum, byte, i) => sum + popcount(byte ^ shares[k - 1]![i]!), 0);
  }
  const pairs = (shares.length - 1) * n;
  return Math.abs(distance - pairs / 2) / Math.sqrt(pairs / 4);
}

const battery = (shares: readonly Bytes[]): Record<string, number> => ({
  frequency: frequency(shares),
  positions: positions(shares),
  pairs: patterns(shares, 2),
  serial: patterns(shares, 4),
  succession: succession(shares),
});

const worst = (shares: readonly Bytes[]): number => Math.max(...Object.values(battery(shares)));

/** The worst of both halves over 10,000 enrollments of one face. */
function enroll(bits: Bytes, random: Randomness): { client: number; server: number } {
  const halves = Array.from({ length: enrollments }, () => split(bits, random));
  return {
    client: worst(halves.map((h) => h.client.share)),
    server: worst(halves.map((h) => h.server.share)),
  };
}

/** A face far from balanced, as an embedding without its mean subtracted would give. */
const face = Uint8Array.from({ length: n / 8 }, (_, i) => (i % 2 === 0 ? 0xfe : 0x7b));

/** Bits that are one in 52 % of all cases. */
const biased: Randomness = (length) => {
  const [out, coins] = [new Uint8Array(length), new Uint16Array(systemRandom(length * 16).buffer)];
  coins.forEach((coin, i) => {
    out[i >> 3]! |= Number(coin < 0.52 * 65_536) << (7 - (i & 7));
  });
  return out;
};

describe('each half alone', () => {
  test('passes every test', () => {
    const { client, server } = enroll(face, systemRandom);
    expect(client).toBeLessThan(limit);
    expect(server).toBeLessThan(limit);
  });

  test('fails with a generator biased by 2 %', () => {
    const { client, server } = enroll(face, biased);
    expect(client).toBeGreaterThan(limit);
    expect(server).toBeGreaterThan(limit);
  });

  test('fails when B is used again', () => {
    const [B, order] = [systemRandom(n / 8), systemRandom(32)];
    const again: Randomness = (length) =>
      length === n / 8 ? B.slice() : length === 32 ? order : systemRandom(length);
    const { client, server } = enroll(face, again);
    expect(client).toBeGreaterThan(limit);
    expect(server).toBeGreaterThan(limit);
  });

  test('fails when the template travels in clear, with the secret order or without', () => {
    const zero: Randomness = (length) => (length === n / 8 ? new Uint8Array(length) : systemRandom(length));
    expect(enroll(face, zero).server).toBeGreaterThan(limit);
    expect(worst(Array.from({ length: enrollments }, () => face))).toBeGreaterThan(limit);
  });
});

/** Whether pairs of halves of one face lie closer than pairs of two faces: the area under the curve, 0.5 = chance, in deviations. */
function linkable(half: (bits: Bytes) => Bytes): number {
  const other = systemRandom(n / 8);
  const distances = (a: Bytes, b: Bytes) =>
    Array.from({ length: enrollments }, () => {
      const [x, y] = [half(a), half(b)];
      return x.reduce((sum, byte, i) => sum + popcount(byte ^ y[i]!), 0);
    });
  const [same, different] = [distances(face, face), distances(face, other)];
  const histogram = new Array<number>(n + 1).fill(0);
  for (const d of different) histogram[d]!++;
  const below = histogram.map((count, d) => histogram.slice(0, d).reduce((s, c) => s + c, 0) + count / 2);
  const area = same.reduce((sum, d) => sum + below[d]!, 0) / enrollments ** 2;
  // Variance of the Mann–Whitney statistic for two samples of one size.
  return Math.abs(area - 0.5) / Math.sqrt((2 * enrollments + 1) / (12 * enrollments ** 2));
}

describe('two client states, or two server shares', () => {
  test('of one person are not linked better than chance', () => {
    expect(linkable((bits) => split(bits).client.share)).toBeLessThan(limit);
    expect(linkable((bits) => split(bits).server.share)).toBeLessThan(limit);
  });

  test('would be with a B used again, or with the template in clear', () => {
    const B = systemRandom(n / 8);
    const order = systemRandom(32);
    const again: Randomness = (length) =>
      length === n / 8 ? B : length === 32 ? order : systemRandom(length);
    expect(linkable((bits) => split(bits, again).server.share)).toBeGreaterThan(limit);
    expect(linkable((bits) => bits)).toBeGreaterThan(limit);
  });
});
