import { expect, it } from 'vitest';
import { createBeginResponse, createEvaluateResponse } from '../../../src/matching/matcher-session.ts';
import { garble } from '../../../src/matching/threshold-gate.ts';
import { nodeEcdh } from '../../../src/server/ecdh.ts';
import { type Bytes, systemRandom, xor } from '../../../src/wire/bytes.ts';
import { hammingDistance } from '../../support/matching/bits.ts';
import { expectNoCommonBlock } from './support.ts';

const n = 64;
const tau = 20;

/**
 * The attack on two responses to c and its complement with the same transfer keys: y_i + y'_i = (1 − 2 A_i)(Δ + Δ') takes one value for A_i = 0
 * and another for A_i = 1.
 */
function shareUpToComplement(first: Bytes, second: Bytes): Bytes {
  const [a, b] = [new DataView(first.buffer), new DataView(second.buffer)];
  const sum = (i: number) =>
    Array.from({ length: 8 }, (_, w) => {
      const offset = 32 * i + 4 * w;
      return (a.getUint32(offset) + b.getUint32(offset)) >>> 0;
    }).join();
  const share = new Uint8Array(n / 8);
  for (let i = 0; i < n; i++) share[i >> 3]! |= Number(sum(i) !== sum(0)) << (7 - (i & 7));
  return share;
}

it('[T11] a matcher that answered twice with one batch would reveal its share up to complement', () => {
  const [sid, keys, share] = [systemRandom(32), systemRandom(n * 64), systemRandom(8)];
  const choices = systemRandom(8);
  const [first, second] = [choices, xor(choices, new Uint8Array(8).fill(255))].map(
    (c) => garble({ sid, keys, choices: c, share, tau }, systemRandom).corrections,
  );
  expect([0, n]).toContain(hammingDistance(shareUpToComplement(first!, second!), share));
});

it('[T12] createEvaluateResponse overwrites the transfer keys and refuses them afterwards with ceremony/session-spent', () => {
  const [sid, keys, share] = [systemRandom(32), systemRandom(n * 64), systemRandom(8)];
  const input = { sid, keys, share, tau };
  createEvaluateResponse({ ...input, evaluateRequest: systemRandom(40) });
  expect(keys.every((byte) => byte === 0)).toBe(true);
  expect(() => createEvaluateResponse({ ...input, evaluateRequest: systemRandom(40) })).toThrow(
    'ceremony/session-spent',
  );
});

it('two EvaluateResponses to the same keys and choices share no Δ, K and no row', () => {
  const [sid, share, evaluateRequest, keys] = [
    systemRandom(32),
    systemRandom(n / 8),
    systemRandom(40),
    systemRandom(n * 64),
  ];
  const respond = () => createEvaluateResponse({ sid, share, evaluateRequest, keys: keys.slice(), tau: 16 });
  const [first, second] = [respond(), respond()];
  expectNoCommonBlock(first.evaluateResponse, second.evaluateResponse);
  expectNoCommonBlock(first.key, second.key, 16);
});

it('two BeginResponses share no y, S and nonce', async () => {
  const [ceremonyId, stateHash] = [systemRandom(32), systemRandom(32)];
  const respond = () => createBeginResponse({ ceremonyId, stateHash, challenge: [] }, nodeEcdh);
  const [first, second] = [await respond(), await respond()];
  expectNoCommonBlock(first.privateKey, second.privateKey);
  // Nonce and S; ceremony id and state hash are inputs.
  expectNoCommonBlock(first.beginResponse.subarray(0, 96), second.beginResponse.subarray(0, 96));
});
