import { describe, expect, it } from 'vitest';
import { split } from '../../../src/matching/secret-sharing.ts';
import { type Bytes, bitAt, type Randomness, systemRandom } from '../../../src/wire/bytes.ts';
import { hammingDistance, popcount } from '../../support/matching/bits.ts';

// Statistics of each share alone, over 10,000 enrollments of one face. All figures are deviations in units of the standard deviation.

const n = 64;
const ENROLLMENTS = 10_000;

/** A fair coin exceeds six standard deviations once in 500 million. */
const LIMIT = 6;

/** Chi-square test of `counts` against equal frequencies, in standard deviations (Wilson–Hilferty cube root, accurate far into the tail). */
function chiSquareDeviation(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const variance = 2 / (9 * (counts.length - 1));
  return (Math.cbrt(chiSquare / (counts.length - 1)) - 1 + variance) / Math.sqrt(variance);
}

/** Frequency of ones over all bits (NIST SP 800-22, 2.1). */
function frequency(shares: readonly Bytes[]): number {
  const bits = shares.length * n;
  const ones = shares.reduce((sum, share) => sum + share.reduce((s, byte) => s + popcount(byte), 0), 0);
  return Math.abs(ones - bits / 2) / Math.sqrt(bits / 4);
}

/** Frequency of ones at the position with the largest deviation. The limit leaves room for the number of positions. */
function positions(shares: readonly Bytes[]): number {
  return Math.max(
    ...Array.from({ length: n }, (_, i) => {
      const ones = shares.reduce((sum, share) => sum + bitAt(share, i), 0);
      return Math.abs(ones - shares.length / 2) / Math.sqrt(shares.length / 4);
    }),
  );
}

/** Frequency of non-overlapping words of `width` adjacent bits. */
function patterns(shares: readonly Bytes[], width: number): number {
  const counts = new Array<number>(2 ** width).fill(0);
  for (const share of shares) {
    for (let i = 0; i < n; i += width) {
      let word = 0;
      for (let k = 0; k < width; k++) word = 2 * word + bitAt(share, i + k);
      counts[word]!++;
    }
  }
  return chiSquareDeviation(counts);
}

/** Hamming distance between consecutive enrollments. Repeated shares have distance 0. */
function succession(shares: readonly Bytes[]): number {
  let total = 0;
  for (let k = 1; k < shares.length; k++) total += hammingDistance(shares[k]!, shares[k - 1]!);
  const bits = (shares.length - 1) * n;
  return Math.abs(total - bits / 2) / Math.sqrt(bits / 4);
}

const largestDeviation = (shares: readonly Bytes[]): number =>
  Math.max(
    frequency(shares),
    positions(shares),
    patterns(shares, 2),
    patterns(shares, 4),
    succession(shares),
  );

/** The largest deviation of each share over all enrollments. */
function deviations(bits: Bytes, random: Randomness): { client: number; server: number } {
  const pairs = Array.from({ length: ENROLLMENTS }, () => split(bits, random));
  return {
    client: largestDeviation(pairs.map(({ client }) => client.share)),
    server: largestDeviation(pairs.map(({ server }) => server.share)),
  };
}

/** Bits that are far from balanced, as those of an embedding from which the mean was not subtracted. */
const face = Uint8Array.from({ length: n / 8 }, (_, i) => (i % 2 === 0 ? 0xfe : 0x7b));

/** Every bit is 1 with probability 52 %. */
const biasedRandom: Randomness = (length) => {
  const [bytes, words] = [new Uint8Array(length), new Uint16Array(systemRandom(length * 16).buffer)];
  words.forEach((word, i) => {
    bytes[i >> 3]! |= Number(word < 0.52 * 65_536) << (7 - (i & 7));
  });
  return bytes;
};

/** The same B and seed at every enrollment, fresh share ids. */
function repeatedRandom(): Randomness {
  const [share, seed] = [systemRandom(n / 8), systemRandom(32)];
  return (length) => {
    if (length === n / 8) return share.slice();
    return length === 32 ? seed : systemRandom(length);
  };
}

describe('the statistical tests of each share alone', () => {
  it('[T01] pass for 10,000 enrollments of one face', () => {
    const { client, server } = deviations(face, systemRandom);
    expect(client).toBeLessThan(LIMIT);
    expect(server).toBeLessThan(LIMIT);
  });

  it('[T04] fail with a generator that is biased by 2 %', () => {
    const { client, server } = deviations(face, biasedRandom);
    expect(client).toBeGreaterThan(LIMIT);
    expect(server).toBeGreaterThan(LIMIT);
  });

  it('[T05] fail when B is used more than once', () => {
    const { client, server } = deviations(face, repeatedRandom());
    expect(client).toBeGreaterThan(LIMIT);
    expect(server).toBeGreaterThan(LIMIT);
  });

  it('[T06] fail when the template is sent without B, permuted or not', () => {
    const zeroShare: Randomness = (length) =>
      length === n / 8 ? new Uint8Array(length) : systemRandom(length);
    expect(deviations(face, zeroShare).server).toBeGreaterThan(LIMIT);
    expect(largestDeviation(Array.from({ length: ENROLLMENTS }, () => face))).toBeGreaterThan(LIMIT);
  });
});

/**
 * Whether two shares of one face are closer to each other than shares of two faces: deviation of the area under the ROC curve from 0.5, in
 * standard deviations of the Mann–Whitney statistic.
 */
function linkability(shareOf: (bits: Bytes) => Bytes): number {
  const otherFace = systemRandom(n / 8);
  const distances = (a: Bytes, b: Bytes) =>
    Array.from({ length: ENROLLMENTS }, () => hammingDistance(shareOf(a), shareOf(b)));
  const [mated, nonMated] = [distances(face, face), distances(face, otherFace)];
  const histogram = new Array<number>(n + 1).fill(0);
  for (const d of nonMated) histogram[d]!++;
  const below = histogram.map((count, d) => histogram.slice(0, d).reduce((s, c) => s + c, 0) + count / 2);
  const area = mated.reduce((sum, d) => sum + below[d]!, 0) / ENROLLMENTS ** 2;
  return Math.abs(area - 0.5) / Math.sqrt((2 * ENROLLMENTS + 1) / (12 * ENROLLMENTS ** 2));
}

describe('two client states, or two server shares, of one user', () => {
  it('[T03] are linked no better than by chance', () => {
    expect(linkability((bits) => split(bits).client.share)).toBeLessThan(LIMIT);
    expect(linkability((bits) => split(bits).server.share)).toBeLessThan(LIMIT);
  });

  it('would be linked if B were used more than once, or the template were sent without B', () => {
    const random = repeatedRandom();
    expect(linkability((bits) => split(bits, random).server.share)).toBeGreaterThan(LIMIT);
    expect(linkability((bits) => bits)).toBeGreaterThan(LIMIT);
  });
});
