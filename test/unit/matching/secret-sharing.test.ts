import { expect, it } from 'vitest';
import { permuteBits } from '../../../src/matching/permutation.ts';
import { split, stateHash } from '../../../src/matching/secret-sharing.ts';
import { systemRandom, xor } from '../../../src/wire/bytes.ts';
import { expectNoCommonBlock } from './support.ts';

it('the xor of both shares is the permuted bits', () => {
  const bits = systemRandom(128);
  const { client, server } = split(bits);
  expect(xor(client.share, server.share)).toEqual(permuteBits(bits, client.orderSeed));
  expect(server.shareId).toEqual(client.shareId);
});

it('the state hash binds share id, B and seed', () => {
  const { client, server } = split(systemRandom(128));
  expect(stateHash(client)).toEqual(server.stateHash);
  for (const field of ['shareId', 'share', 'orderSeed'] as const) {
    const changed = client[field].slice();
    changed[0]! ^= 1;
    expect(stateHash({ ...client, [field]: changed })).not.toEqual(server.stateHash);
  }
});

it('two enrollments of one face have different B, seeds and share ids', () => {
  const bits = systemRandom(8);
  const [first, second] = [split(bits), split(bits)];
  for (const field of ['share', 'orderSeed', 'shareId'] as const)
    expectNoCommonBlock(first.client[field], second.client[field], first.client[field].length);
});
