import { beforeAll, describe, expect, it } from 'vitest';
import type { Bytes } from '../../../src/wire/bytes.ts';
import { beginRequestLength, beginResponseLength } from '../../../src/wire/messages/begin.ts';
import { evaluateRequestLength, evaluateResponseLength } from '../../../src/wire/messages/evaluate.ts';
import { finishRequestLength } from '../../../src/wire/messages/finish.ts';
import { atDistance, flipBit } from '../../support/matching/bits.ts';
import {
  createDeviceKey,
  createSetup,
  type DeviceKey,
  type MatchSetup,
  messageNames,
  playMatch,
} from '../../support/matching/play-match.ts';
import { seededRandom } from '../../support/matching/seeded-random.ts';
import { expectRejected, fieldList, lengthOf, overwrite } from '../../support/matching/tampering.ts';

// Random or exhaustive changes of the bodies inside the envelope, which would reject them before the match does.

/** These tests play thousands of matches, which takes minutes on a busy machine. test/full/matching.test.ts changes every byte. */
const LONG_TIMEOUT_MS = 300_000;

let device: DeviceKey;
let setup: MatchSetup;
beforeAll(async () => {
  device = await createDeviceKey();
  setup = createSetup('mutations', device);
});

it.each([64, 1024])('an unchanged match is accepted up to distance tau, n = %i', async (n) => {
  const honest = createSetup(`honest ${n}`, device, n);
  const results = [];
  for (const distance of [0, honest.tau, honest.tau + 1, n]) {
    const { accepted, error } = await playMatch(honest, { capture: atDistance(honest.bits, distance) });
    results.push([accepted, error]);
  }
  expect(results).toEqual([
    [true, undefined],
    [true, undefined],
    [false, undefined],
    [false, undefined],
  ]);
});

it('the messages have the documented lengths', async () => {
  const { sent } = await playMatch(setup);
  const lengths = (n: number) => ({
    beginRequest: beginRequestLength(n),
    beginResponse: beginResponseLength,
    evaluateRequest: evaluateRequestLength(n),
    evaluateResponse: evaluateResponseLength(n),
    finishRequest: finishRequestLength,
  });
  for (const name of messageNames) {
    expect(sent[name]).toHaveLength(lengthOf(name, 64));
    expect(lengths(64)[name]).toBe(lengthOf(name, 64));
    expect(lengths(1024)[name]).toBe(lengthOf(name, 1024));
  }
  expect(Object.values(lengths(1024))).toEqual([67_701, 163, 160, 49_216, 130]);
});

describe('one changed bit is rejected', { timeout: LONG_TIMEOUT_MS }, () => {
  it.each(messageNames)('[T15] at every third byte of %s, n = 64', async (name) => {
    const captures = [setup.bits];
    for (let at = 0; at < lengthOf(name, 64); at += 3) {
      const flip = (honest: Bytes) => flipBit(honest, at * 8 + (at % 8));
      await expectRejected(setup, name, flip, `byte ${at}`, captures);
    }
  });

  it('[T16] at 200 positions over all messages, n = 1024', async () => {
    const large = createSetup('large', device, 1024);
    await playMatch(large);
    const random = seededRandom('positions');
    for (let round = 0; round < 200; round++) {
      const name = messageNames[round % 5]!;
      const bit = new DataView(random(4).buffer).getUint32(0) % (lengthOf(name, 1024) * 8);
      const { accepted } = await playMatch(large, { tamper: { [name]: (m: Bytes) => flipBit(m, bit) } });
      if (accepted) expect.fail(`accepted ${name} with bit ${bit} changed`);
    }
  });

  it('[T17] and never turns a mismatch into a match: every 16th byte of all messages, n = 64', async () => {
    const captures = [atDistance(setup.bits, setup.tau + 1)];
    for (const name of messageNames) {
      for (let at = 0; at < lengthOf(name, 64); at += 16) {
        const flip = (honest: Bytes) => flipBit(honest, at * 8 + 7);
        await expectRejected(setup, name, flip, `byte ${at}`, captures);
      }
    }
  });
});

describe('another value of a field is rejected: zeros, ones, random bytes, the field of another session', () => {
  it.each(fieldList(64))('$message, $name', async ({ message, offset, length }) => {
    const other = await playMatch(setup, { seed: 'other' });
    const values = [
      new Uint8Array(length),
      new Uint8Array(length).fill(255),
      seededRandom('field')(length),
      other.sent[message]!.slice(offset, offset + length),
    ];
    const honest = (await playMatch(setup)).sent[message]!.slice(offset, offset + length);
    for (const [k, value] of values.entries()) {
      // Two sessions of one user have the same token, share id, device key and state hash.
      if (Buffer.from(honest).equals(value)) continue;
      await expectRejected(setup, message, (body) => overwrite(body, offset, value), `value ${k}`);
    }
  });
});

describe('another length is rejected with security/envelope-invalid', () => {
  it('a cut before and inside of every field', async () => {
    for (const { message, offset, length } of fieldList(64)) {
      for (const size of [offset, offset + length - 1]) {
        const cut = (honest: Bytes) => honest.slice(0, size);
        const [result] = await expectRejected(setup, message, cut, `${size} bytes`);
        expect(result!.error).toBe('security/envelope-invalid');
      }
    }
  });

  it.each(messageNames)('one more byte of %s', async (message) => {
    const extend = (honest: Bytes) => new Uint8Array([...honest, 0]);
    const [result] = await expectRejected(setup, message, extend, 'one more byte');
    expect(result!.error).toBe('security/envelope-invalid');
  });
});
