import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bytes } from '../../src/wire/bytes.ts';
import { expectAgreement } from '../unit/matching/gate-agreement.ts';
import { soundness } from '../unit/matching/property.ts';
import {
  flipBit,
  makeDeviceKey,
  makeScene,
  messageNames,
  play,
  withDistance,
} from '../unit/matching/support.ts';
import { expectRejected, lengthOf } from '../unit/matching/tampering.ts';
import { crashAtStatements } from '../unit/server/ceremonies/crash-recovery.ts';
import { expectParallelAttemptsCounted } from '../unit/server/ceremonies/parallel-attempts.ts';

/** The counts of the unit tests, raised. */
describe('the gate agrees with the half-gates circuit and with plain counting', () => {
  test.each([
    { n: 64, rounds: 20_000 },
    { n: 512, rounds: 1_000 },
    { n: 1024, rounds: 1_000 },
    { n: 2048, rounds: 100 },
  ])('$rounds inputs of $n bits', ({ n, rounds }) => expectAgreement(n, rounds));
});

test('5,000 random disturbances of a match at n = 64, of other scenes than the unit test has', async () => {
  await fc.assert(soundness(await makeDeviceKey(), 64), { numRuns: 5_000 });
});

test('every bit of the first byte, and one bit of every fourth, of every message never turns a mismatch into a match', async () => {
  const scene = makeScene('full', await makeDeviceKey());
  const captures = [withDistance(scene.bits, scene.tau + 1)];
  for (const name of messageNames) {
    const bits = [0, 1, 2, 3, 4, 5, 6, 7];
    for (let at = 1; at < lengthOf(name, 64); at += 4) bits.push(8 * at + (at % 8));
    for (const bit of bits) await expectRejected(scene, name, (m) => flipBit(m, bit), `bit ${bit}`, captures);
  }
});

test('one changed bit at 2,000 positions at n = 1024', async () => {
  const scene = makeScene('full large', await makeDeviceKey(), 1024);
  for (let round = 0; round < 2_000; round++) {
    const name = messageNames[round % 5]!;
    const bit = (round * 7_919 * 97) % (8 * lengthOf(name, 1024));
    const { accepted } = await play(scene, { tamper: { [name]: (m: Bytes) => flipBit(m, bit) } });
    if (accepted) expect.fail(`accepted ${name} with bit ${bit} changed`);
  }
});

test('evaluates ten of 200 parallel ceremonies and counts each of the ten', () =>
  expectParallelAttemptsCounted(200));

test('continues with the same bytes after a crash at any statement of EvaluateRequest or FinishRequest, with one effect', async () => {
  expect(await crashAtStatements(1)).toBeGreaterThan(15);
});
