import { describe, expect, it } from 'vitest';
import { evaluate, garble } from '../../../src/matching/threshold-gate.ts';
import { systemRandom, xor } from '../../../src/wire/bytes.ts';
import { rowCount } from '../../../src/wire/suite.ts';
import { thresholdCircuit } from '../../oracle/half-gates.ts';
import {
  expectAgreement,
  randomAtDistance,
  runGate,
  wordGenerator,
} from '../../support/matching/gate-agreement.ts';

describe('the threshold gate', () => {
  // test/full/matching.test.ts runs more rounds.
  it.each([
    { n: 64, rounds: 10_000 },
    { n: 512, rounds: 200 },
    { n: 1024, rounds: 200 },
  ])(
    'returns the result of the half-gates circuit and of a count of the bits for $rounds inputs of $n bits',
    ({ n, rounds }) => expectAgreement(n, rounds),
  );
});

it.each([64, 512, 1024])('reveals K up to tau and not above, n = %i', (n) => {
  const randomWord = wordGenerator();
  const tau = Math.round(n * 0.3);
  const share = systemRandom(n / 8);
  const masks = [0, tau - 1, tau, tau + 1, n].map(
    (distance) => runGate(randomAtDistance(share, distance, randomWord), share, tau).matchMask,
  );
  expect(masks).toEqual([-1, -1, -1, 0, 0]);
});

it('reveals no key to labels with another sum', () => {
  const [sid, keys, share, rho] = [systemRandom(32), systemRandom(64 * 64), systemRandom(8), systemRandom(8)];
  const garbled = garble({ sid, keys, choices: xor(share, rho), share, tau: 20 }, systemRandom);
  const { matchMask } = evaluate({ sid, keys: systemRandom(64 * 32), input: share, ...garbled });
  expect(matchMask).toBe(0);
});

it.each([0, 10, 32])('the table has n/2 + 1 sorted rows for tau = %i', (tau) => {
  const { rows } = runGate(systemRandom(8), systemRandom(8), tau);
  expect(rows).toHaveLength(rowCount(64) * 32);
  const digits = Array.from({ length: rowCount(64) }, (_, i) =>
    Buffer.from(rows.subarray(i * 32, i * 32 + 32)).toString('hex'),
  );
  expect(digits).toEqual([...digits].sort());
});

it('refuses a tau out of range and lengths of different n with a RangeError', () => {
  const input = {
    sid: systemRandom(32),
    keys: systemRandom(4096),
    choices: systemRandom(8),
    share: systemRandom(8),
    tau: 1,
  };
  for (const tau of [33, -1, 1.5]) expect(() => garble({ ...input, tau }, systemRandom)).toThrow(RangeError);
  expect(() => garble({ ...input, keys: systemRandom(64) }, systemRandom)).toThrow(RangeError);
  expect(() => garble({ ...input, choices: systemRandom(9) }, systemRandom)).toThrow(RangeError);
});

it('the half-gates circuit of the oracle has n − 1 AND gates', () => {
  expect(thresholdCircuit(64, 20).gates.filter(({ and }) => and)).toHaveLength(63);
  expect(thresholdCircuit(1024, 300).gates.filter(({ and }) => and)).toHaveLength(1023);
});
