import { beforeAll, describe, expect, it } from 'vitest';
import { addToEach, decodePoint, encodePoint, negate, type Point, T } from '../../../src/matching/p256.ts';
import { type Bytes, xor } from '../../../src/wire/bytes.ts';
import { unrelatedPoint } from '../../support/matching/node-ecdh.ts';
import {
  createDeviceKey,
  createSetup,
  type DeviceKey,
  type MatchSetup,
  messageNames,
  playMatch,
} from '../../support/matching/play-match.ts';
import { seededRandom } from '../../support/matching/seeded-random.ts';
import {
  DEVICE_KEY_OFFSET,
  expectRejected,
  overwrite,
  pointOffset,
  SERVER_POINT_OFFSET,
} from '../../support/matching/tampering.ts';

// Well-formed values of another origin, inside the envelope: points, messages, contexts and keys.

let device: DeviceKey;
let setup: MatchSetup;
beforeAll(async () => {
  device = await createDeviceKey();
  setup = createSetup('substitution', device);
});

const otherPoint = unrelatedPoint(seededRandom('unrelated'));

/** Replaces the point at an offset by a function of it. */
const changePoint = (offset: number, change: (point: Point) => Point) => (message: Bytes) =>
  overwrite(message, offset, encodePoint(change(decodePoint(message.slice(offset, offset + 64)))));

const add = (q: Point) => (point: Point) => addToEach([point], q)[0]!;

describe('points', () => {
  it('[T22] another valid point in place of R_i, −R_i, R_i ± T and the point of another wire are rejected', async () => {
    for (let i = 0; i < 64; i++) {
      const replace = (m: Bytes) => overwrite(m, pointOffset(i), otherPoint);
      await expectRejected(setup, 'beginRequest', replace, `another point for R_${i}`, [setup.bits]);
    }
    for (const i of [0, 31, 63]) {
      const offset = pointOffset(i);
      const neighbor = pointOffset((i + 1) % 64);
      const copyNeighbor = (m: Bytes) => overwrite(m, offset, m.slice(neighbor, neighbor + 64));
      await expectRejected(setup, 'beginRequest', changePoint(offset, negate), `−R_${i}`);
      await expectRejected(setup, 'beginRequest', changePoint(offset, add(T)), `R_${i} + T`);
      await expectRejected(setup, 'beginRequest', changePoint(offset, add(negate(T))), `R_${i} − T`);
      await expectRejected(setup, 'beginRequest', copyNeighbor, `the next point for R_${i}`);
    }
  });

  it('[T23] another valid point in place of S and −S are rejected', async () => {
    const replace = (m: Bytes) => overwrite(m, SERVER_POINT_OFFSET, otherPoint);
    await expectRejected(setup, 'beginResponse', replace, 'another S');
    await expectRejected(setup, 'beginResponse', changePoint(SERVER_POINT_OFFSET, negate), '−S');
  });

  const p = Buffer.from('ffffffff00000001000000000000000000000000ffffffffffffffffffffffff', 'hex');
  const notOnCurve = [
    new Uint8Array(64),
    new Uint8Array(64).fill(1),
    new Uint8Array(64).fill(255),
    new Uint8Array([...p, ...new Uint8Array(32)]),
  ];

  it('[T24] points that are not on the curve, and ±T in place of R_i, are refused with security/envelope-invalid', async () => {
    const expectRefused = async (message: 'beginRequest' | 'beginResponse', offset: number, point: Bytes) => {
      const replace = (m: Bytes) => overwrite(m, offset, point);
      const [result] = await expectRejected(setup, message, replace, `${offset}`);
      expect(result!.error).toBe('security/envelope-invalid');
    };
    for (const point of [...notOnCurve, encodePoint(T), encodePoint(negate(T))])
      await expectRefused('beginRequest', pointOffset(5), point);
    for (const point of notOnCurve) {
      await expectRefused('beginResponse', SERVER_POINT_OFFSET, point);
      await expectRefused('beginRequest', DEVICE_KEY_OFFSET, point);
    }
  });
});

it('[T25] a message of another session, or of an earlier one, is rejected', async () => {
  const other = await playMatch(setup, { seed: 'another session' });
  expect(other.accepted).toBe(true);
  for (const name of messageNames)
    await expectRejected(setup, name, () => other.sent[name]!, 'of another session');
});

const otherContext = {
  n: 128,
  recognizeId: 'rid-2',
  shareId: new Uint8Array(16),
  modelId: 'model-2',
  origin: 'https://evil.test',
  ceremony: 'authenticate',
  token: 'token.other',
} as const;

it("[T27] every value of the context that differs in the matcher's records leads to no match", async () => {
  for (const [field, value] of Object.entries(otherContext)) {
    const { accepted, error } = await playMatch(setup, { matcherContext: { [field]: value } });
    expect([field, accepted, error]).toEqual([field, false, undefined]);
  }
});

it('[T28] the public key of another device, and the signature of another device, are rejected', async () => {
  const other = await createDeviceKey();
  const replace = (m: Bytes) => overwrite(m, DEVICE_KEY_OFFSET, other.publicKey);
  await expectRejected(setup, 'beginRequest', replace, 'another device key');
  const signedByOther = { publicKey: device.publicKey, sign: other.sign };
  expect((await playMatch({ ...setup, device: signedByOther })).accepted).toBe(false);
});

it('another s than the one that EvaluateRequest committed to is rejected', async () => {
  const replace = (m: Bytes) => overwrite(m, 32, seededRandom('s')(32));
  await expectRejected(setup, 'finishRequest', replace, 's');
});

it('complemented choices and a complemented capture are rejected', async () => {
  const complement = (m: Bytes) =>
    overwrite(
      m,
      0,
      m.slice(0, 8).map((byte) => ~byte),
    );
  await expectRejected(setup, 'evaluateRequest', complement, 'complemented choices');
  const capture = xor(setup.bits, new Uint8Array(8).fill(255));
  expect((await playMatch(setup, { capture })).accepted).toBe(false);
});
