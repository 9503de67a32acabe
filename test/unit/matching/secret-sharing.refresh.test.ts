import { beforeAll, expect, it } from 'vitest';
import { permuteBits } from '../../../src/matching/permutation.ts';
import { deriveShareRefresh, refreshShare, stateHash } from '../../../src/matching/secret-sharing.ts';
import { type Bytes, xor } from '../../../src/wire/bytes.ts';
import { parseEvaluateRequest } from '../../../src/wire/messages/evaluate.ts';
import { parseFinishRequest } from '../../../src/wire/messages/finish.ts';
import type { ClientShare } from '../../../src/wire/shares.ts';
import { atDistance, hammingDistance } from '../../support/matching/bits.ts';
import {
  createDeviceKey,
  createSetup,
  type DeviceKey,
  type MatchSetup,
  playMatch,
} from '../../support/matching/play-match.ts';
import { seededRandom } from '../../support/matching/seeded-random.ts';

const n = 64;
let device: DeviceKey;
beforeAll(async () => {
  device = await createDeviceKey();
});

/** Plays a match and returns both refreshed shares. */
async function refresh(setup: MatchSetup, capture = setup.bits) {
  const { verdict, finish } = await playMatch(setup, { capture });
  if (verdict?.recognized !== true) return expect.fail('not recognized');
  const { pendingShare } = finish!;
  return { verdict, pendingShare, serverShare: refreshShare(setup.server.share, verdict.refresh) };
}

/** The setup with another share pair. */
const withPair = (setup: MatchSetup, client: ClientShare, serverShare: Bytes): MatchSetup => ({
  ...setup,
  client,
  server: { shareId: client.shareId, share: serverShare, stateHash: stateHash(client) },
  context: { ...setup.context, shareId: client.shareId },
});

it('after a match both shares are new, have one id, and still hold the enrolled face', async () => {
  const setup = createSetup('refresh', device);
  const { verdict, pendingShare, serverShare } = await refresh(setup, atDistance(setup.bits, 5));
  expect(pendingShare.shareId).toEqual(verdict.refresh.shareId);
  expect(pendingShare.orderSeed).toEqual(setup.client.orderSeed);
  expect(pendingShare.share).not.toEqual(setup.client.share);
  expect(xor(pendingShare.share, serverShare)).toEqual(xor(setup.client.share, setup.server.share));
  const next = withPair(setup, pendingShare, serverShare);
  expect((await playMatch(next, { seed: 'next match' })).accepted).toBe(true);
});

it('shares of different refreshes do not match', async () => {
  const setup = createSetup('crossed', device);
  const { serverShare } = await refresh(setup);
  const server = { ...setup.server, share: serverShare };
  expect((await playMatch({ ...setup, server }, { seed: 'old B' })).accepted).toBe(false);
});

it('[T46] a client that changes s after EvaluateRequest is not recognized', async () => {
  const setup = createSetup('client chooses', device);
  const { accepted } = await playMatch(setup, {
    tamper: {
      finishRequest(finishRequest) {
        finishRequest.set(seededRandom('better s')(32), 32);
        return finishRequest;
      },
    },
  });
  expect(accepted).toBe(false);
});

it('a matcher fixes K before it learns s, and over all s the mask r is uniform, so it cannot choose r = A', async () => {
  const setup = createSetup('matcher chooses', device);
  const { sent, key, sid } = await playMatch(setup);
  // EvaluateRequest contains only a hash of s.
  const { secretCommitment } = parseEvaluateRequest(sent.evaluateRequest!, n);
  const { secret } = parseFinishRequest(sent.finishRequest!);
  expect(secretCommitment).not.toEqual(secret);
  const rounds = 500;
  let total = 0;
  for (let i = 0; i < rounds; i++) {
    const { mask } = await deriveShareRefresh(key!, sid!, seededRandom(`s ${i}`)(32), n);
    total += hammingDistance(mask, setup.server.share);
  }
  expect(Math.abs(total - rounds * 32)).toBeLessThan(6 * Math.sqrt(rounds * 16));
});

it('[T47] a matcher that assumes r = A matches nothing, and the client share is not the template', async () => {
  const rounds = 30;
  let total = 0;
  for (let i = 0; i < rounds; i++) {
    const setup = createSetup(`r = A, ${i}`, device);
    const { pendingShare } = await refresh(setup);
    // With r = A the client share would be the permuted template, and the server share would be zero.
    total += hammingDistance(pendingShare.share, permuteBits(setup.bits, setup.client.orderSeed));
    const assumed = { ...withPair(setup, pendingShare, new Uint8Array(n / 8)), tau: 10 };
    expect((await playMatch(assumed, { seed: `attempt ${i}` })).accepted).toBe(false);
  }
  expect(Math.abs(total - rounds * 32)).toBeLessThan(6 * Math.sqrt(rounds * 16));
});

it('without a match the pending share has the same form, and the matcher cannot derive it', async () => {
  const setup = createSetup('no match', device);
  const { verdict, finish, key, sid, sent } = await playMatch(setup, {
    capture: atDistance(setup.bits, 60),
  });
  expect(verdict!.recognized).toBe(false);
  const { shareId, share, orderSeed } = finish!.pendingShare;
  expect([shareId.length, share.length, orderSeed.length]).toEqual([16, 8, 32]);
  const { secret } = parseFinishRequest(sent.finishRequest!);
  const derived = await deriveShareRefresh(key!, sid!, secret, n);
  expect(shareId).not.toEqual(derived.shareId);
});
