import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../src/wire/bytes.ts';
import { atDistance, flipBit } from '../support/matching/bits.ts';
import { expectAgreement } from '../support/matching/gate-agreement.ts';
import { createDeviceKey, createSetup, messageNames, playMatch } from '../support/matching/play-match.ts';
import { soundness } from '../support/matching/soundness.ts';
import { expectRejected, lengthOf } from '../support/matching/tampering.ts';
import { crashAtStatements } from '../unit/server/ceremonies/crash-recovery.ts';
import { expectParallelAttemptsCounted } from '../unit/server/ceremonies/parallel-attempts.ts';

// Checks of the unit tests with larger counts.

describe('the threshold gate', () => {
  it.each([
    { n: 64, rounds: 20_000 },
    { n: 512, rounds: 1_000 },
    { n: 1024, rounds: 1_000 },
    { n: 2048, rounds: 100 },
  ])(
    'returns the result of the half-gates circuit and of a count of the bits for $rounds inputs of $n bits',
    ({ n, rounds }) => expectAgreement(n, rounds),
  );
});

it('5,000 matches with random changes, n = 64, with other setups than the unit test: accepted only if unchanged and within tau', async () => {
  await fc.assert(soundness(await createDeviceKey(), 64), { numRuns: 5_000 });
});

it('one changed bit is rejected at every byte of all messages, n = 64', async () => {
  const setup = createSetup('every byte', await createDeviceKey());
  for (const name of messageNames) {
    for (let at = 0; at < lengthOf(name, 64); at++) {
      const flip = (honest: Bytes) => flipBit(honest, at * 8 + (at % 8));
      await expectRejected(setup, name, flip, `byte ${at}`, [setup.bits]);
    }
  }
});

it('one changed bit never turns a mismatch into a match: every bit of the first byte and one bit of every fourth byte', async () => {
  const setup = createSetup('full', await createDeviceKey());
  const captures = [atDistance(setup.bits, setup.tau + 1)];
  for (const name of messageNames) {
    const bits = [0, 1, 2, 3, 4, 5, 6, 7];
    for (let at = 1; at < lengthOf(name, 64); at += 4) bits.push(8 * at + (at % 8));
    for (const bit of bits) await expectRejected(setup, name, (m) => flipBit(m, bit), `bit ${bit}`, captures);
  }
});

it('one changed bit is rejected at 2,000 positions, n = 1024', async () => {
  const setup = createSetup('full large', await createDeviceKey(), 1024);
  for (let round = 0; round < 2_000; round++) {
    const name = messageNames[round % 5]!;
    const bit = (round * 7_919 * 97) % (8 * lengthOf(name, 1024));
    const { accepted } = await playMatch(setup, { tamper: { [name]: (m: Bytes) => flipBit(m, bit) } });
    if (accepted) expect.fail(`accepted ${name} with bit ${bit} changed`);
  }
});

it('[T43] of 200 sessions at once, ten get an EvaluateResponse, and every one that is not finished counts as a failure', () =>
  expectParallelAttemptsCounted(200));

it('the matcher can crash at any statement of the second and third request of an authentication; repeated bytes have one effect', async () => {
  expect(await crashAtStatements(1)).toBeGreaterThan(15);
});
