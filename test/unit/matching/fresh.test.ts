import { expect, test } from 'vitest';
import { BrowserSession } from '../../../src/matching/browser-session.ts';
import type { Bytes } from '../../../src/matching/bytes.ts';
import { systemRandom } from '../../../src/matching/bytes.ts';
import { answer, offer } from '../../../src/matching/matcher-session.ts';
import { parseM1 } from '../../../src/matching/messages.ts';
import { webCryptoReceiverKeys } from '../../../src/matching/multiplication.ts';
import { split } from '../../../src/matching/shares.ts';
import { nativeMultiplier } from '../../../src/server/ecdh.ts';
import { browserMatch, makeDeviceKey, makeScene } from './support.ts';

/** What is drawn for one match is drawn anew for the next, by the sources that ship; nothing else in these tests would miss it. */
const n = 64;

/** Expects two messages to have no aligned piece of `size` bytes in common. */
function expectApart(one: Bytes, two: Bytes, size = 32) {
  expect(two).toHaveLength(one.length);
  const pieces = (message: Bytes) =>
    Array.from({ length: message.length / size }, (_, i) =>
      Buffer.from(message.subarray(i * size, (i + 1) * size)).toString('hex'),
    );
  const seen = new Set(pieces(one));
  expect(pieces(two).filter((piece) => seen.has(piece))).toEqual([]);
}

test('Δ, K and the rows that fill the table: two answers to the same keys and choices', () => {
  const [sid, share, m3, keys] = [
    systemRandom(32),
    systemRandom(n / 8),
    systemRandom(40),
    systemRandom(n * 64),
  ];
  const [one, two] = [keys.slice(), keys.slice()].map((k) => answer({ sid, share, m3, keys: k, tau: 16 }));
  expectApart(one!.m4, two!.m4);
  expectApart(one!.key, two!.key, 16);
});

test("y, S and the matcher's nonce: two offers", async () => {
  const ceremonyId = systemRandom(32);
  const stateHash = systemRandom(32);
  const make = () => offer({ ceremonyId, stateHash }, nativeMultiplier);
  const [one, two] = [await make(), await make()];
  expectApart(one.privateKey, two.privateKey);
  // Nonce and S; the rest is what was given.
  expectApart(one.m2.subarray(0, 96), two.m2.subarray(0, 96));
});

test('x_i: two batches, and any two of one batch', async () => {
  const [one, two] = [await webCryptoReceiverKeys(n), await webCryptoReceiverKeys(n)];
  const named = [...one.publicKeys, ...two.publicKeys].map((point) => Buffer.from(point).toString('hex'));
  expect(new Set(named).size).toBe(2 * n);
});

test("ρ, s and the browser's nonce: two matches of one client state", async () => {
  const scene = makeScene('fresh', await makeDeviceKey());
  const make = async () => {
    const session = await BrowserSession.prepare(browserMatch(scene));
    const { m2 } = await offer(
      { ceremonyId: systemRandom(32), stateHash: scene.server.stateHash },
      nativeMultiplier,
    );
    await session.acceptM2(m2);
    return { m1: session.m1, m3: session.makeM3(scene.bits) };
  };
  const [one, two] = [await make(), await make()];
  const [first, second] = [parseM1(one.m1, n), parseM1(two.m1, n)];
  expectApart(first.nonce, second.nonce);
  expectApart(first.points, second.points);
  // The choices are e xor ρ of one e.
  expectApart(one.m3.subarray(0, n / 8), two.m3.subarray(0, n / 8), n / 8);
  expectApart(one.m3.subarray(n / 8), two.m3.subarray(n / 8));
});

test('B, the secret order and the share id: two enrollments of one face', () => {
  const bits = systemRandom(n / 8);
  const [one, two] = [split(bits), split(bits)];
  for (const part of ['share', 'orderSeed', 'shareId'] as const)
    expectApart(one.client[part], two.client[part], one.client[part].length);
});
