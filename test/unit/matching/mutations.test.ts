import { beforeAll, describe, expect, test } from 'vitest';
import type { Bytes } from '../../../src/matching/bytes.ts';
import { xor } from '../../../src/matching/bytes.ts';
import { rowCount } from '../../../src/matching/gate.ts';
import { m1Length, m2Length, m3Length, m4Length, m5Length } from '../../../src/matching/messages.ts';
import { addToEach, decodePoint, encodePoint, negate, T } from '../../../src/matching/points.ts';
import type { DeviceKey, MatchResult, MessageName, Scene } from './support.ts';
import {
  flipBit,
  makeDeviceKey,
  makeScene,
  messageNames,
  play,
  publicKeyOf,
  seeded,
  withDistance,
} from './support.ts';

/** All changes happen beneath the seal: the envelope would reject them and prove nothing about the match. */
let device: DeviceKey;
let scene: Scene;
let stranger: Bytes;
beforeAll(async () => {
  device = await makeDeviceKey();
  scene = makeScene('mutations', device);
  stranger = withDistance(scene.bits, scene.tau + 1);
});

/** Neither a match nor a mismatch is accepted when `name` is tampered with. */
async function expectRejected(
  name: MessageName,
  change: (honest: Bytes) => Bytes,
  where: string,
  captures = [scene.bits, stranger],
): Promise<MatchResult[]> {
  const results = [];
  for (const capture of captures) results.push(await play(scene, { tamper: { [name]: change }, capture }));
  if (results.some(({ accepted }) => accepted)) expect.fail(`accepted a changed ${name}: ${where}`);
  return results;
}

const lengths = (n: number): Record<MessageName, number> => ({
  m1: m1Length(n),
  m2: m2Length,
  m3: m3Length(n),
  m4: m4Length(n),
  m5: m5Length,
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
  expect(Object.fromEntries(messageNames.map((name) => [name, sent[name]!.length]))).toEqual(lengths(64));
  expect(lengths(1024)).toEqual({ m1: 67_700, m2: 160, m3: 160, m4: 49_216, m5: 128 });
});

describe('one changed bit', () => {
  test.each(messageNames)('at every byte of %s, n = 64', async (name) => {
    for (let at = 0; at < lengths(64)[name]; at++) {
      // A match at every byte; a mismatch at every eighth, which keeps this under a minute.
      const captures = at % 8 === 0 ? [scene.bits, stranger] : [scene.bits];
      await expectRejected(name, (honest) => flipBit(honest, at * 8 + (at % 8)), `byte ${at}`, captures);
    }
  });

  test('at 200 positions over all messages, n = 1024', async () => {
    const large = makeScene('large', device, 1024);
    await play(large);
    const draw = seeded('positions');
    const sizes = lengths(1024);
    for (let round = 0; round < 200; round++) {
      const name = messageNames[round % 5]!;
      const bit = new DataView(draw(4).buffer).getUint32(0) % (sizes[name] * 8);
      const { accepted } = await play(large, { tamper: { [name]: (m: Bytes) => flipBit(m, bit) } });
      if (accepted) expect.fail(`accepted ${name} with bit ${bit} changed`);
    }
  });
});

test('other lengths: every truncation to a field, one byte less, one more, nothing', async () => {
  for (const name of messageNames) {
    const full = lengths(64)[name];
    for (const length of [0, 1, 4, 32, full - 64, full - 1]) {
      await expectRejected(name, (honest) => honest.slice(0, length), `${length} bytes`);
    }
    const [longer] = await expectRejected(name, (honest) => new Uint8Array([...honest, 0]), 'a byte more');
    expect(longer!.error).toBe('security/envelope-invalid');
  }
});

const pointAt = (i: number) => 2164 + 64 * i;
function replace(message: Bytes, at: number, field: Uint8Array): Bytes {
  message.set(field, at);
  return message;
}
const some = (seed: string): Bytes =>
  publicKeyOf(seeded(seed)(32).map((byte, i) => (i === 0 ? byte & 0x7f : byte)));

describe('points', () => {
  test('another valid point for R_i, its negative, R_i ± T, or the point of another wire', async () => {
    for (const i of [0, 31, 63]) {
      const change = (make: (r: Bytes) => Bytes) => (m: Bytes) =>
        replace(m, pointAt(i), make(m.slice(pointAt(i), pointAt(i) + 64)));
      const plus = (q: typeof T) => (r: Bytes) => encodePoint(addToEach([decodePoint(r)], q)[0]!);
      await expectRejected(
        'm1',
        change(() => some('foreign')),
        'a fresh point',
      );
      await expectRejected(
        'm1',
        change((r) => encodePoint(negate(decodePoint(r)))),
        'the negative',
      );
      await expectRejected('m1', change(plus(T)), '+ T');
      await expectRejected('m1', change(plus(negate(T))), '− T');
      await expectRejected(
        'm1',
        (m) => replace(m, pointAt(i), m.slice(pointAt((i + 1) % 64), pointAt((i + 1) % 64) + 64)),
        'a neighbour',
      );
    }
  });

  test('another valid point for S, or its negative', async () => {
    await expectRejected('m2', (m) => replace(m, 32, some('S')), 'a fresh S');
    await expectRejected(
      'm2',
      (m) => replace(m, 32, encodePoint(negate(decodePoint(m.slice(32, 96))))),
      '−S',
    );
  });

  test('off the curve, beyond the field, zero, T and −T are refused by name', async () => {
    const p = Buffer.from('ffffffff00000001000000000000000000000000ffffffffffffffffffffffff', 'hex');
    const bad = [
      new Uint8Array(64),
      new Uint8Array(64).fill(1),
      new Uint8Array(64).fill(255),
      new Uint8Array([...p, ...new Uint8Array(32)]),
    ];
    for (const point of [...bad, encodePoint(T), encodePoint(negate(T))]) {
      const [result] = await expectRejected('m1', (m) => replace(m, pointAt(5), point), 'a bad R');
      expect(result!.error).toBe('security/envelope-invalid');
    }
    for (const point of bad) {
      const [forS] = await expectRejected('m2', (m) => replace(m, 32, point), 'a bad S');
      expect(forS!.error).toBe('security/envelope-invalid');
      const [forKey] = await expectRejected('m1', (m) => replace(m, 2100, point), 'a bad device key');
      expect(forKey!.error).toBe('security/envelope-invalid');
    }
  });
});

test('a message of another session, or one replayed from an earlier session, is rejected', async () => {
  const other = await play(scene, { seed: 'another session' });
  expect(other.accepted).toBe(true);
  for (const name of messageNames) await expectRejected(name, () => other.sent[name]!, 'of another session');
});

test("every other context on the matcher's side is rejected", async () => {
  const wrong = {
    n: 128,
    recognizeId: 'rid-2',
    shareId: new Uint8Array(16),
    modelId: 'model-2',
    origin: 'https://evil.test',
    ceremony: 'authenticate',
    token: 'token.other',
  } as const;
  for (const [field, value] of Object.entries(wrong)) {
    const { accepted, error } = await play(scene, { matcherContext: { [field]: value } });
    expect([field, accepted, error]).toEqual([field, false, undefined]);
  }
});

test('a state hash that does not fit ends the ceremony before a capture', async () => {
  const { error, sent } = await play({
    ...scene,
    server: { ...scene.server, stateHash: new Uint8Array(32) },
  });
  expect([error, sent.m3]).toEqual(['client-state/malformed', undefined]);
});

test('a server that returns several labels is never answered with a proof', async () => {
  const rows = (m4: Bytes) => m4.subarray(64 * 32 + 32);
  const fill = (pick: (i: number) => number) => (m4: Bytes) => {
    const table = rows(m4).slice();
    for (let i = 0; i < rowCount(64); i++) rows(m4).set(table.slice(pick(i) * 32, pick(i) * 32 + 32), i * 32);
    return m4;
  };
  await expectRejected(
    'm4',
    fill(() => 0),
    'one row everywhere',
  );
  await expectRejected(
    'm4',
    fill((i) => i >> 1),
    'every row twice',
  );
  await expectRejected(
    'm4',
    fill((i) => rowCount(64) - 1 - i),
    'rows backwards',
  );
});

test("a proof without the secret of M3, without the device key, or with another's is no proof", async () => {
  await expectRejected('m5', (m5) => replace(m5, 32, seeded('s')(32)), 's changed after M3');
  const thief = await makeDeviceKey();
  const { accepted } = await play({ ...scene, device: { publicKey: device.publicKey, sign: thief.sign } });
  expect(accepted).toBe(false);
});

test('complementing the choices, the share or the capture rejects', async () => {
  await expectRejected(
    'm3',
    (m3) =>
      replace(
        m3,
        0,
        m3.slice(0, 8).map((byte) => ~byte),
      ),
    'all choices turned',
  );
  const turned = xor(scene.bits, new Uint8Array(8).fill(255));
  expect((await play(scene, { capture: turned })).accepted).toBe(false);
});
