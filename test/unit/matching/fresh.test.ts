import { expect, test } from 'vitest';
import { ClientSession } from '../../../src/matching/client-session.ts';
import { webCryptoReceiverKeys } from '../../../src/matching/ecdh.ts';
import { createBeginResponse, createEvaluateResponse } from '../../../src/matching/matcher-session.ts';
import { split } from '../../../src/matching/secret-sharing.ts';
import { nodeEcdh } from '../../../src/server/ecdh.ts';
import type { Bytes } from '../../../src/wire/bytes.ts';
import { systemRandom } from '../../../src/wire/bytes.ts';
import { parseBeginRequest } from '../../../src/wire/messages/begin.ts';
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
  const [sid, share, evaluateRequest, keys] = [
    systemRandom(32),
    systemRandom(n / 8),
    systemRandom(40),
    systemRandom(n * 64),
  ];
  const [one, two] = [keys.slice(), keys.slice()].map((k) =>
    createEvaluateResponse({ sid, share, evaluateRequest, keys: k, tau: 16 }),
  );
  expectApart(one!.evaluateResponse, two!.evaluateResponse);
  expectApart(one!.key, two!.key, 16);
});

test("y, S and the matcher's nonce: two offers", async () => {
  const ceremonyId = systemRandom(32);
  const stateHash = systemRandom(32);
  const make = () => createBeginResponse({ ceremonyId, stateHash }, nodeEcdh);
  const [one, two] = [await make(), await make()];
  expectApart(one.privateKey, two.privateKey);
  // Nonce and S; the rest is what was given.
  expectApart(one.beginResponse.subarray(0, 96), two.beginResponse.subarray(0, 96));
});

test('x_i: two batches, and any two of one batch', async () => {
  const [one, two] = [await webCryptoReceiverKeys(n), await webCryptoReceiverKeys(n)];
  const named = [...one.publicKeys, ...two.publicKeys].map((point) => Buffer.from(point).toString('hex'));
  expect(new Set(named).size).toBe(2 * n);
});

test("ρ, s and the browser's nonce: two matches of one client state", async () => {
  const scene = makeScene('fresh', await makeDeviceKey());
  const make = async () => {
    const session = await ClientSession.prepare(browserMatch(scene));
    const { beginResponse } = await createBeginResponse(
      { ceremonyId: systemRandom(32), stateHash: scene.server.stateHash },
      nodeEcdh,
    );
    await session.acceptBeginResponse(beginResponse);
    return { beginRequest: session.beginRequest, evaluateRequest: session.createEvaluateRequest(scene.bits) };
  };
  const [one, two] = [await make(), await make()];
  const [first, second] = [parseBeginRequest(one.beginRequest, n), parseBeginRequest(two.beginRequest, n)];
  expectApart(first.nonce, second.nonce);
  expectApart(first.points, second.points);
  // The choices are e xor ρ of one e.
  expectApart(one.evaluateRequest.subarray(0, n / 8), two.evaluateRequest.subarray(0, n / 8), n / 8);
  expectApart(one.evaluateRequest.subarray(n / 8), two.evaluateRequest.subarray(n / 8));
});

test('B, the secret order and the share id: two enrollments of one face', () => {
  const bits = systemRandom(n / 8);
  const [one, two] = [split(bits), split(bits)];
  for (const part of ['share', 'orderSeed', 'shareId'] as const)
    expectApart(one.client[part], two.client[part], one.client[part].length);
});
