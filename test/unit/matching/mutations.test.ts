import { beforeAll, describe, expect, test } from 'vitest';
import type { Bytes } from '../../../src/wire/bytes.ts';
import { beginRequestLength, beginResponseLength } from '../../../src/wire/messages/begin.ts';
import { evaluateRequestLength, evaluateResponseLength } from '../../../src/wire/messages/evaluate.ts';
import { finishRequestLength } from '../../../src/wire/messages/finish.ts';
import type { DeviceKey, Scene } from './support.ts';
import { flipBit, makeDeviceKey, makeScene, messageNames, play, seeded, withDistance } from './support.ts';
import { expectRejected, fieldList, lengthOf, replace } from './tampering.ts';

/** All changes happen beneath the seal: the envelope would reject them and prove nothing about the match. */
let device: DeviceKey;
let scene: Scene;
beforeAll(async () => {
  device = await makeDeviceKey();
  scene = makeScene('mutations', device);
});

test('an honest match is accepted up to tau, at both sizes', async () => {
  for (const n of [64, 1024]) {
    const honest = makeScene(`honest ${n}`, device, n);
    const verdicts = [];
    for (const d of [0, honest.tau, honest.tau + 1, n]) {
      const { accepted, error } = await play(honest, { capture: withDistance(honest.bits, d) });
      verdicts.push([accepted, error]);
    }
    expect(verdicts).toEqual([
      [true, undefined],
      [true, undefined],
      [false, undefined],
      [false, undefined],
    ]);
  }
});

test('messages have the documented lengths', async () => {
  const { sent } = await play(scene);
  const lengths = {
    beginRequest: beginRequestLength(64),
    beginResponse: beginResponseLength,
    evaluateRequest: evaluateRequestLength(64),
    evaluateResponse: evaluateResponseLength(64),
    finishRequest: finishRequestLength,
  };
  for (const name of messageNames) {
    expect(sent[name]).toHaveLength(lengthOf(name, 64));
    expect(lengths[name]).toBe(lengthOf(name, 64));
  }
  const large = [
    beginRequestLength(1024),
    beginResponseLength,
    evaluateRequestLength(1024),
    evaluateResponseLength(1024),
    finishRequestLength,
  ];
  expect(large).toEqual([67_700, 160, 160, 49_216, 128]);
  expect(messageNames.map((name) => lengthOf(name, 1024))).toEqual(large);
});

describe('one changed bit', () => {
  test.each(messageNames)('at every byte of %s, n = 64', async (name) => {
    const captures = [scene.bits];
    for (let at = 0; at < lengthOf(name, 64); at++) {
      const where = `byte ${at}`;
      await expectRejected(scene, name, (honest) => flipBit(honest, at * 8 + (at % 8)), where, captures);
    }
  });

  test('never turns a mismatch into a match: every 16th byte of all messages, n = 64', async () => {
    const captures = [withDistance(scene.bits, scene.tau + 1)];
    for (const name of messageNames) {
      for (let at = 0; at < lengthOf(name, 64); at += 16) {
        await expectRejected(scene, name, (honest) => flipBit(honest, at * 8 + 7), `byte ${at}`, captures);
      }
    }
  });

  test('at 200 positions over all messages, n = 1024', async () => {
    const large = makeScene('large', device, 1024);
    await play(large);
    const draw = seeded('positions');
    for (let round = 0; round < 200; round++) {
      const name = messageNames[round % 5]!;
      const bit = new DataView(draw(4).buffer).getUint32(0) % (lengthOf(name, 1024) * 8);
      const { accepted } = await play(large, { tamper: { [name]: (m: Bytes) => flipBit(m, bit) } });
      if (accepted) expect.fail(`accepted ${name} with bit ${bit} changed`);
    }
  });
});

describe('each field', () => {
  test.each(fieldList(64))('$message $name', async ({ message, at, length }) => {
    const other = await play(scene, { seed: 'other' });
    const foreign = other.sent[message]!.slice(at, at + length);
    const fillings = [
      new Uint8Array(length),
      new Uint8Array(length).fill(255),
      seeded('field')(length),
      foreign,
    ];
    for (const [k, filling] of fillings.entries()) {
      // What two sessions of one person have in common is no change: token, share id, device key, state hash.
      if (Buffer.from((await play(scene)).sent[message]!.slice(at, at + length)).equals(filling)) continue;
      await expectRejected(scene, message, (honest) => replace(honest, at, filling), `filling ${k}`);
    }
  });
});

test('other lengths: every cut between two fields, one byte less, one more, nothing', async () => {
  for (const { message, at, length } of fieldList(64)) {
    for (const size of [at, at + length - 1]) {
      const [cut] = await expectRejected(scene, message, (honest) => honest.slice(0, size), `${size} bytes`);
      expect(cut!.error).toBe('security/envelope-invalid');
    }
  }
  for (const message of messageNames) {
    const more = (honest: Bytes) => new Uint8Array([...honest, 0]);
    const [longer] = await expectRejected(scene, message, more, 'a byte more');
    expect(longer!.error).toBe('security/envelope-invalid');
  }
});
