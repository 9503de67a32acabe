import { describe, expect, test } from 'vitest';
import { garble } from '../../../src/matching/threshold-gate.ts';
import { systemRandom } from '../../../src/wire/bytes.ts';
import { rowCount } from '../../../src/wire/suite.ts';
import { thresholdCircuit } from '../../oracle/half-gates.ts';
import { atDistance, expectAgreement, throughGate, wordsOf } from './gate-agreement.ts';

describe('the gate agrees with the half-gates circuit and with plain counting', () => {
  // 1,000 of each of the larger ones: test/full/matching.test.ts.
  test.each([
    { n: 64, rounds: 10_000 },
    { n: 512, rounds: 200 },
    { n: 1024, rounds: 200 },
  ])('$rounds inputs of $n bits', ({ n, rounds }) => expectAgreement(n, rounds));
});

test('every boundary distance at every size', () => {
  const random = wordsOf();
  for (const n of [64, 512, 1024]) {
    const tau = Math.round(n * 0.3);
    const share = systemRandom(n / 8);
    const found = [0, tau - 1, tau, tau + 1, n].map(
      (d) => throughGate(atDistance(share, d, random), share, tau).found,
    );
    expect(found).toEqual([-1, -1, -1, 0, 0]);
  }
});

test('the circuit has one AND for each bit but one', () => {
  expect(thresholdCircuit(64, 20).gates.filter(({ and }) => and)).toHaveLength(63);
  expect(thresholdCircuit(1024, 300).gates.filter(({ and }) => and)).toHaveLength(1023);
});

test('the table has n/2 + 1 rows in order for every tau', () => {
  for (const tau of [0, 10, 32]) {
    const { rows } = throughGate(systemRandom(8), systemRandom(8), tau);
    expect(rows).toHaveLength(rowCount(64) * 32);
    const texts = Array.from({ length: rowCount(64) }, (_, i) =>
      Buffer.from(rows.subarray(i * 32, i * 32 + 32)).toString('hex'),
    );
    expect(texts).toEqual([...texts].sort());
  }
});

test('sizes and thresholds that do not fit are refused', () => {
  const input = {
    sid: systemRandom(32),
    keys: systemRandom(4096),
    choices: systemRandom(8),
    share: systemRandom(8),
  };
  expect(() => garble({ ...input, tau: 33 }, systemRandom)).toThrow(RangeError);
  expect(() => garble({ ...input, tau: -1 }, systemRandom)).toThrow(RangeError);
  expect(() => garble({ ...input, tau: 1.5 }, systemRandom)).toThrow(RangeError);
  expect(() => garble({ ...input, keys: systemRandom(64), tau: 1 }, systemRandom)).toThrow(RangeError);
});
