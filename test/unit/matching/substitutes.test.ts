import { beforeAll, describe, expect, test } from 'vitest';
import { createEvaluateResponse } from '../../../src/matching/matcher-session.ts';
import { addToEach, decodePoint, encodePoint, negate, T } from '../../../src/matching/points.ts';
import { proofOf } from '../../../src/matching/proof.ts';
import { evaluateResponseHash } from '../../../src/matching/transcript.ts';
import type { Bytes } from '../../../src/wire/bytes.ts';
import { concat, equal, xor } from '../../../src/wire/bytes.ts';
import { parseFinishRequest } from '../../../src/wire/messages/finish.ts';
import { rowCount } from '../../../src/wire/suite.ts';
import type { DeviceKey, Scene } from './support.ts';
import { makeDeviceKey, makeScene, messageNames, play, seeded } from './support.ts';
import { expectRejected, pointAt, replace, somePoint } from './tampering.ts';

/** Things that are well formed and belong elsewhere: points, messages, contexts, keys. Beneath the seal, like mutations.test.ts. */
let device: DeviceKey;
let scene: Scene;
beforeAll(async () => {
  device = await makeDeviceKey();
  scene = makeScene('substitutes', device);
});

describe('points', () => {
  test('another valid point for R_i, its negative, R_i ± T, or the point of another wire', async () => {
    for (let i = 0; i < 64; i++) {
      const fresh = (m: Bytes) => replace(m, pointAt(i), somePoint('foreign'));
      await expectRejected(scene, 'beginRequest', fresh, `a fresh point for R_${i}`, [scene.bits]);
    }
    for (const i of [0, 31, 63]) {
      const change = (make: (r: Bytes) => Bytes) => (m: Bytes) =>
        replace(m, pointAt(i), make(m.slice(pointAt(i), pointAt(i) + 64)));
      const plus = (q: typeof T) => (r: Bytes) => encodePoint(addToEach([decodePoint(r)], q)[0]!);
      await expectRejected(
        scene,
        'beginRequest',
        change((r) => encodePoint(negate(decodePoint(r)))),
        'the negative',
      );
      await expectRejected(scene, 'beginRequest', change(plus(T)), '+ T');
      await expectRejected(scene, 'beginRequest', change(plus(negate(T))), '− T');
      await expectRejected(
        scene,
        'beginRequest',
        (m) => replace(m, pointAt(i), m.slice(pointAt((i + 1) % 64), pointAt((i + 1) % 64) + 64)),
        'a neighbour',
      );
    }
  });

  test('another valid point for S, or its negative', async () => {
    await expectRejected(scene, 'beginResponse', (m) => replace(m, 32, somePoint('S')), 'a fresh S');
    await expectRejected(
      scene,
      'beginResponse',
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
      const [result] = await expectRejected(
        scene,
        'beginRequest',
        (m) => replace(m, pointAt(5), point),
        'a bad R',
      );
      expect(result!.error).toBe('security/envelope-invalid');
    }
    for (const point of bad) {
      const [forS] = await expectRejected(scene, 'beginResponse', (m) => replace(m, 32, point), 'a bad S');
      expect(forS!.error).toBe('security/envelope-invalid');
      const [forKey] = await expectRejected(
        scene,
        'beginRequest',
        (m) => replace(m, 2100, point),
        'a bad device key',
      );
      expect(forKey!.error).toBe('security/envelope-invalid');
    }
  });

  test("another device's key", async () => {
    const thief = await makeDeviceKey();
    await expectRejected(
      scene,
      'beginRequest',
      (m) => replace(m, 2100, thief.publicKey),
      'the key of a thief',
    );
  });
});

test('a message of another session, or one replayed from an earlier session, is rejected', async () => {
  const other = await play(scene, { seed: 'another session' });
  expect(other.accepted).toBe(true);
  for (const name of messageNames)
    await expectRejected(scene, name, () => other.sent[name]!, 'of another session');
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
  expect([error, sent.evaluateRequest]).toEqual(['client-state/malformed', undefined]);
});

describe('a table that the matcher made by hand', () => {
  const rows = rowCount(64);
  /** A match whose matcher changes its rows of 32 bytes and answers for the table that it sends. */
  async function playWith(change: (table: Bytes[]) => Bytes[]) {
    const result = await play(scene, {
      garble(input, random) {
        const { evaluateResponse, key } = createEvaluateResponse(input, random);
        const at = evaluateResponse.length - rows * 32;
        const table = Array.from({ length: rows }, (_, i) =>
          evaluateResponse.slice(at + 32 * i, at + 32 * i + 32),
        );
        return { evaluateResponse: concat(evaluateResponse.subarray(0, at), ...change(table)), key };
      },
    });
    const { sid, key, sent, evaluation, accepted } = result;
    const proves = async (label: Bytes) => {
      const expected = await proofOf(
        sid!,
        label,
        sent.evaluateRequest!,
        evaluateResponseHash(sent.evaluateResponse!),
      );
      return equal(parseFinishRequest(evaluation!.finishRequest).proof, expected);
    };
    return { accepted, key: key!, proves };
  }
  const only = (kept: number) => (table: Bytes[]) =>
    table.map((row, i) => (i === kept ? row : seeded(`row ${i}`)(32)));
  const put = (row: (table: Bytes[]) => Bytes, at: number) => (table: Bytes[]) => table.with(at, row(table));

  let fitting = 0;
  let other = 0;
  beforeAll(async () => {
    const answered: number[] = [];
    for (let i = 0; i < rows; i++) if ((await playWith(only(i))).accepted) answered.push(i);
    expect(answered).toHaveLength(1);
    fitting = answered[0]!;
    other = (fitting + 1) % rows;
  });

  test('in another order is answered the same: the order carries nothing', async () => {
    expect((await playWith((table) => table.toReversed())).accepted).toBe(true);
  });

  test('with several labels in it is never answered with a proof of one', async () => {
    const turned = seeded('another label')(16);
    const second = (table: Bytes[]) =>
      concat(table[fitting]!.subarray(0, 16), xor(table[fitting]!.subarray(16), turned));
    const { accepted, key, proves } = await playWith(put(second, other));
    expect([accepted, await proves(key), await proves(xor(key, turned))]).toEqual([false, false, false]);
  });

  test('with the fitting row twice, or without it, is answered with random bytes', async () => {
    for (const change of [put((table) => table[fitting]!, other), put(() => seeded('a row')(32), fitting)]) {
      const { accepted, key, proves } = await playWith(change);
      expect([accepted, await proves(key), await proves(new Uint8Array(16))]).toEqual([false, false, false]);
    }
  });

  test('for another key than it committed to is answered with random bytes', async () => {
    const turned = seeded('another key')(16);
    const change = (table: Bytes[]) =>
      table.map((row) => concat(row.subarray(0, 16), xor(row.subarray(16), turned)));
    const { accepted, key, proves } = await playWith(change);
    expect([accepted, await proves(key), await proves(xor(key, turned))]).toEqual([false, false, false]);
  });
});

test("a proof without the secret of EvaluateRequest, without the device key, or with another's is no proof", async () => {
  await expectRejected(
    scene,
    'finishRequest',
    (finishRequest) => replace(finishRequest, 32, seeded('s')(32)),
    's changed after EvaluateRequest',
  );
  const thief = await makeDeviceKey();
  const { accepted } = await play({ ...scene, device: { publicKey: device.publicKey, sign: thief.sign } });
  expect(accepted).toBe(false);
});

test('complementing the choices, the share or the capture rejects', async () => {
  await expectRejected(
    scene,
    'evaluateRequest',
    (evaluateRequest) =>
      replace(
        evaluateRequest,
        0,
        evaluateRequest.slice(0, 8).map((byte) => ~byte),
      ),
    'all choices turned',
  );
  const turned = xor(scene.bits, new Uint8Array(8).fill(255));
  expect((await play(scene, { capture: turned })).accepted).toBe(false);
});
