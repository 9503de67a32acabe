import { expect, test } from 'vitest';
import { refreshed } from '../../../src/matching/matcher-session.ts';
import { permuteBits } from '../../../src/matching/permutation.ts';
import { deriveRefresh, stateHash } from '../../../src/matching/secret-sharing.ts';
import { xor } from '../../../src/wire/bytes.ts';
import { parseEvaluateRequest } from '../../../src/wire/messages/evaluate.ts';
import { parseFinishRequest } from '../../../src/wire/messages/finish.ts';
import { hamming, makeDeviceKey, makeScene, play, seeded, withDistance } from './support.ts';

test('after a yes both halves are new, named alike, and still hold the enrolled face', async () => {
  const scene = makeScene('refresh', await makeDeviceKey());
  const { verdict, evaluation } = await play(scene, { capture: withDistance(scene.bits, 5) });
  if (verdict?.recognized !== true) return expect.fail('not recognized');
  const share = refreshed(scene.server.share, verdict.refresh);
  const { pending } = evaluation!;
  expect(pending.shareId).toEqual(verdict.refresh.shareId);
  expect(pending.orderSeed).toEqual(scene.client.orderSeed);
  expect(pending.share).not.toEqual(scene.client.share);
  expect(xor(pending.share, share)).toEqual(xor(scene.client.share, scene.server.share));
  const next = {
    ...scene,
    client: pending,
    server: { shareId: pending.shareId, share, stateHash: stateHash(pending) },
  };
  const context = { ...scene.context, shareId: pending.shareId };
  expect((await play({ ...next, context }, { seed: 'again' })).accepted).toBe(true);
});

test('halves of different refreshes hold no face', async () => {
  const scene = makeScene('crossed', await makeDeviceKey());
  const { verdict } = await play(scene);
  if (verdict?.recognized !== true) return expect.fail('not recognized');
  const server = { ...scene.server, share: refreshed(scene.server.share, verdict.refresh) };
  expect((await play({ ...scene, server }, { seed: 'old B' })).accepted).toBe(false);
});

test('a client that changes s after EvaluateRequest is refused', async () => {
  const scene = makeScene('client chooses', await makeDeviceKey());
  const { accepted } = await play(scene, {
    tamper: {
      finishRequest(finishRequest) {
        finishRequest.set(seeded('better s')(32), 32);
        return finishRequest;
      },
    },
  });
  expect(accepted).toBe(false);
});

test('a matcher fixes K before it learns s: over all s the result is spread like chance, so it cannot aim for r = A', async () => {
  const scene = makeScene('matcher chooses', await makeDeviceKey());
  const { sent, key, sid } = await play(scene);
  // In EvaluateRequest the matcher has a hash of s, and nothing else of it.
  const { secretCommitment } = parseEvaluateRequest(sent.evaluateRequest!, 64);
  const { secret } = parseFinishRequest(sent.finishRequest!);
  expect(secretCommitment).not.toEqual(secret);
  let sum = 0;
  const rounds = 500;
  for (let i = 0; i < rounds; i++) {
    sum += hamming((await deriveRefresh(key!, sid!, seeded(`s ${i}`)(32), 64)).mask, scene.server.share);
  }
  expect(Math.abs(sum - rounds * 32)).toBeLessThan(6 * Math.sqrt(rounds * 16));
});

test("a matcher that tries r = A holds a half that opens nothing, and the browser's half is not the template", async () => {
  const device = await makeDeviceKey();
  let distance = 0;
  const rounds = 30;
  for (let i = 0; i < rounds; i++) {
    const scene = makeScene(`r = A, ${i}`, device);
    const { evaluation } = await play(scene);
    const { pending } = evaluation!;
    // Had r been A, the browser would now hold the template in the order of the wires, and the matcher's half would be zero.
    distance += hamming(pending.share, permuteBits(scene.bits, scene.client.orderSeed));
    const server = { shareId: pending.shareId, share: new Uint8Array(8), stateHash: stateHash(pending) };
    const context = { ...scene.context, shareId: pending.shareId };
    const tried = { ...scene, client: pending, server, context, tau: 10 };
    expect((await play(tried, { seed: `try ${i}` })).accepted).toBe(false);
  }
  expect(Math.abs(distance - rounds * 32)).toBeLessThan(6 * Math.sqrt(rounds * 16));
});

test('a match without K leaves a pending half of the same form that nobody else can know', async () => {
  const scene = makeScene('no', await makeDeviceKey());
  const { verdict, evaluation, key, sid, sent } = await play(scene, {
    capture: withDistance(scene.bits, 60),
  });
  expect(verdict).toEqual({ recognized: false });
  const { pending } = evaluation!;
  expect([pending.shareId.length, pending.share.length, pending.orderSeed.length]).toEqual([16, 8, 32]);
  const matchers = await deriveRefresh(key!, sid!, parseFinishRequest(sent.finishRequest!).secret, 64);
  expect(pending.shareId).not.toEqual(matchers.shareId);
});
