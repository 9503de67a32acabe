import { expect, it } from 'vitest';
import { createEvaluateResponse } from '../../../src/matching/matcher-session.ts';
import { permuteBits } from '../../../src/matching/permutation.ts';
import { type Bytes, bitAt, systemRandom, xor } from '../../../src/wire/bytes.ts';
import { parseEvaluateRequest } from '../../../src/wire/messages/evaluate.ts';
import { parseFinishRequest } from '../../../src/wire/messages/finish.ts';
import { hammingDistance } from '../../support/matching/bits.ts';
import { createDeviceKey, createSetup, playMatch } from '../../support/matching/play-match.ts';

// A dishonest matcher chooses the corrections so that the sum of the labels encodes the input bits. The attack works on a client that returns
// the label, and fails on ours, which returns a proof of K or random bytes.

const n = 64;

const readWords = (bytes: Uint8Array): Uint32Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(4 * i));
};

const writeWords = (words: Uint32Array): Bytes => {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  words.forEach((word, i) => {
    view.setUint32(4 * i, word);
  });
  return bytes;
};

/**
 * Corrections that add e_i to bit i of the sum, whatever A is: label(e_i = 1) − label(e_i = 0) = 2^(i mod 32) in word i / 32. `base` is the
 * sum for e = 0.
 */
function craftCorrections(keys: Bytes, choices: Bytes): { corrections: Bytes; base: Uint32Array } {
  const k = readWords(keys);
  const corrections = new Uint32Array(n * 8);
  const base = new Uint32Array(8);
  for (let i = 0; i < n; i++) {
    const c = bitAt(choices, i);
    for (let w = 0; w < 8; w++) {
      const [chosen, other] = [k[(2 * i + c) * 8 + w]!, k[(2 * i + 1 - c) * 8 + w]!];
      corrections[i * 8 + w] = chosen - other + (w === i >> 5 ? 2 ** (i & 31) : 0);
      base[w]! += chosen;
    }
  }
  return { corrections: writeWords(corrections), base };
}

/** Decodes e from a sum of labels. */
function decodeInput(sum: Bytes, base: Uint32Array): Bytes {
  const difference = readWords(sum).map((word, w) => word - base[w]!);
  const e = new Uint8Array(n / 8);
  for (let i = 0; i < n; i++) e[i >> 3]! |= ((difference[i >> 5]! >>> (i & 31)) & 1) << (7 - (i & 7));
  return e;
}

it('[T07] a client that returned the output label would reveal every input bit', () => {
  const [e, rho, keys] = [systemRandom(8), systemRandom(8), systemRandom(n * 64)];
  const { corrections, base } = craftCorrections(keys, xor(e, rho));
  // The insecure variant returns Σ k_i[ρ_i] + e_i y_i.
  const [k, y, sum] = [readWords(keys), readWords(corrections), new Uint32Array(8)];
  for (let at = 0; at < n * 8; at++) {
    const i = at >> 3;
    sum[at & 7]! += k[(2 * i + bitAt(rho, i)) * 8 + (at & 7)]! + bitAt(e, i) * y[at]!;
  }
  expect(decodeInput(writeWords(sum), base)).toEqual(e);
});

it('[T08] our client answers the same corrections with 32 bytes that are independent of its input', async () => {
  const device = await createDeviceKey();
  const rounds = 20;
  let equalBits = 0;
  for (let round = 0; round < rounds; round++) {
    const setup = createSetup(`label ${round}`, device);
    const capture = systemRandom(8);
    let base: Uint32Array = new Uint32Array(8);
    const { accepted, finish } = await playMatch(setup, {
      capture,
      createResponse(input) {
        const crafted = craftCorrections(input.keys, parseEvaluateRequest(input.evaluateRequest, n).choices);
        base = crafted.base;
        const honest = createEvaluateResponse(input);
        const evaluateResponse = honest.evaluateResponse.slice();
        evaluateResponse.set(crafted.corrections);
        return { ...honest, evaluateResponse };
      },
    });
    expect(accepted).toBe(false);
    const { proof } = parseFinishRequest(finish!.finishRequest);
    expect(proof).toHaveLength(32);
    const e = xor(permuteBits(capture, setup.client.orderSeed), setup.client.share);
    equalBits += n - hammingDistance(decodeInput(proof, base), e);
  }
  // 1,280 independent fair bits: six standard deviations in both directions.
  expect(Math.abs(equalBits - (rounds * n) / 2)).toBeLessThan(6 * Math.sqrt((rounds * n) / 4));
});
