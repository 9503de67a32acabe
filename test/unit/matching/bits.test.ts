import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bitsFromEmbedding } from '../../../src/matching/bits.ts';
import { permutationFromSeed, permuteBits } from '../../../src/matching/permutation.ts';
import { split, stateHash } from '../../../src/matching/secret-sharing.ts';
import { bitAt, equal, H, systemRandom, u32, xor } from '../../../src/wire/bytes.ts';
import { hamming, seeded } from './support.ts';

function gaussian(seed: string, d: number): Float64Array {
  const random = new DataView(seeded(seed)(d * 8).buffer);
  const uniform = (at: number) => (random.getUint32(at) + 1) / 2 ** 32;
  return Float64Array.from(
    { length: d },
    (_, i) => Math.sqrt(-2 * Math.log(uniform(8 * i))) * Math.cos(2 * Math.PI * uniform(8 * i + 4)),
  );
}

test('H is SHA-256 over the tag and fields with their lengths', () => {
  const wanted = createHash('sha256')
    .update('recognize/match/v1/ot')
    .update(Buffer.from([0, 0, 0, 2, 7, 8, 0, 0, 0, 4, 0, 0, 1, 0, 0, 0, 0, 3]))
    .update('aaa')
    .digest();
  expect(Buffer.from(H('ot', new Uint8Array([7, 8]), 256, 'aaa'))).toEqual(wanted);
  expect(H('ot', 'ab', 'c')).not.toEqual(H('ot', 'a', 'bc'));
  expect(u32(0xfffefdfc)).toEqual(new Uint8Array([255, 254, 253, 252]));
});

test('equal compares all bytes and lengths', () => {
  expect(equal(new Uint8Array([1, 2]), new Uint8Array([1, 2]))).toBe(true);
  expect(equal(new Uint8Array([1, 2]), new Uint8Array([1, 3]))).toBe(false);
  expect(equal(new Uint8Array([1, 2]), new Uint8Array([1, 2, 0]))).toBe(false);
});

describe('bits of an embedding', () => {
  const projection = (n: number, d = 256) => ({ modelId: 'm', n, center: new Float64Array(d) });

  test('are the signs of H·D times the vector, counted by hand', () => {
    const d = 4;
    const embedding = [3, -1, 0.5, 2];
    const center = [0.1, 0, -0.1, 0.2];
    const length = Math.hypot(...embedding);
    const signs = H('signs', 'm', 0, 0);
    const values = embedding.map((e, i) => (e / length - center[i]!) * (bitAt(signs, i) === 1 ? -1 : 1));
    const rows = ['++++', '+-+-', '++--', '+--+'];
    const first = rows.map((row) =>
      Number([...row].reduce((sum, sign, i) => sum + (sign === '+' ? 1 : -1) * values[i]!, 0) < 0),
    );
    const bits = bitsFromEmbedding(embedding, { modelId: 'm', n: 8, center });
    expect(Array.from({ length: d }, (_, i) => bitAt(bits, i))).toEqual(first);
  });

  test('estimate the angle: distance / n ≈ angle / π at every dimension', () => {
    for (const d of [64, 128, 200, 256, 512]) {
      const [x, noise] = [gaussian('x', d), gaussian('noise', d)];
      const y = x.map((value, i) => value + 0.5 * noise[i]!);
      const dot = x.reduce((sum, value, i) => sum + value * y[i]!, 0);
      const angle = Math.acos(dot / Math.hypot(...x) / Math.hypot(...y));
      const n = 2048;
      const distance = hamming(
        bitsFromEmbedding(x, projection(n, d)),
        bitsFromEmbedding(y, projection(n, d)),
      );
      expect(Math.abs(distance / n - angle / Math.PI)).toBeLessThan(0.05);
    }
  });

  test('do not depend on length, do depend on model and center', () => {
    const x = gaussian('x', 256);
    const bits = bitsFromEmbedding(x, projection(1024));
    expect(
      bitsFromEmbedding(
        x.map((value) => 8 * value),
        projection(1024),
      ),
    ).toEqual(bits);
    const other = hamming(bits, bitsFromEmbedding(x, { ...projection(1024), modelId: 'other' }));
    expect(Math.abs(other - 512)).toBeLessThan(100);
    const center = gaussian('center', 256).map((value) => value / 16);
    expect(hamming(bits, bitsFromEmbedding(x, { ...projection(1024), center }))).toBeGreaterThan(50);
  });

  test('a shorter string is the beginning of a longer one', () => {
    const x = gaussian('x', 256);
    expect(bitsFromEmbedding(x, projection(64))).toEqual(bitsFromEmbedding(x, projection(1024)).slice(0, 8));
  });

  test('what has no direction, or another dimension, is refused', () => {
    expect(() => bitsFromEmbedding(new Float32Array(256), projection(64))).toThrow(RangeError);
    expect(() => bitsFromEmbedding(new Float32Array(256).fill(Number.NaN), projection(64))).toThrow(
      RangeError,
    );
    expect(() => bitsFromEmbedding(gaussian('x', 128), projection(64))).toThrow(RangeError);
    expect(() => bitsFromEmbedding(gaussian('x', 256), projection(12))).toThrow(RangeError);
  });
});

describe('order and shares', () => {
  test('the order is a permutation, fixed by the seed, and every place is as likely', () => {
    const order = permutationFromSeed(seeded('order')(32), 1024);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1024 }, (_, i) => i));
    expect(permutationFromSeed(seeded('order')(32), 1024)).toEqual(order);
    const seen = new Map<string, number>();
    for (let i = 0; i < 6_000; i++) {
      const name = permutationFromSeed(seeded(`order ${i}`)(32), 3).join('');
      seen.set(name, (seen.get(name) ?? 0) + 1);
    }
    expect(seen.size).toBe(6);
    for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(180);
  });

  test('wire i carries bit π(i)', () => {
    const [bits, seed] = [systemRandom(8), systemRandom(32)];
    const wires = permuteBits(bits, seed);
    permutationFromSeed(seed, 64).forEach((source, i) => {
      expect(bitAt(wires, i)).toBe(bitAt(bits, source));
    });
  });

  test('the halves add up to the bits; the state hash binds id, B and seed', () => {
    const bits = systemRandom(128);
    const { client, server } = split(bits);
    expect(xor(client.share, server.share)).toEqual(permuteBits(bits, client.orderSeed));
    expect(server.shareId).toEqual(client.shareId);
    expect(stateHash(client)).toEqual(server.stateHash);
    for (const field of ['shareId', 'share', 'orderSeed'] as const) {
      const changed = client[field].slice();
      changed[0]! ^= 1;
      expect(stateHash({ ...client, [field]: changed })).not.toEqual(server.stateHash);
    }
  });
});
