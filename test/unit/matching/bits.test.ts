import { expect, it } from 'vitest';
import { bitsFromEmbedding } from '../../../src/matching/bits.ts';
import { bitAt } from '../../../src/wire/bytes.ts';
import { taggedHash } from '../../../src/wire/hash.ts';
import { hammingDistance } from '../../support/matching/bits.ts';
import { seededRandom } from '../../support/matching/seeded-random.ts';
import golden from '../../vectors/bits.json' with { type: 'json' };
import { hex } from '../../vectors/hex.ts';

/** Normally distributed numbers (Box–Muller). */
function gaussian(seed: string, dimension: number): Float64Array {
  const random = new DataView(seededRandom(seed)(dimension * 8).buffer);
  const uniform = (offset: number) => (random.getUint32(offset) + 1) / 2 ** 32;
  return Float64Array.from(
    { length: dimension },
    (_, i) => Math.sqrt(-2 * Math.log(uniform(8 * i))) * Math.cos(2 * Math.PI * uniform(8 * i + 4)),
  );
}

const projection = (n: number, dimension = 256) => ({
  modelId: 'm',
  n,
  center: new Float64Array(dimension),
});

it('agrees with the golden vectors at n = 64, 256 and 1024', () => {
  const { modelId, embedding, center } = golden;
  for (const [n, expected] of Object.entries(golden.bits))
    expect(hex(bitsFromEmbedding(embedding, { modelId, n: Number(n), center }))).toBe(expected);
});

it('returns the signs of H·D times the centered vector, computed here with the rows of the Hadamard matrix', () => {
  const dimension = 4;
  const embedding = [3, -1, 0.5, 2];
  const center = [0.1, 0, -0.1, 0.2];
  const norm = Math.hypot(...embedding);
  const signs = taggedHash('signs', 'm', 0, 0);
  const values = embedding.map((e, i) => (e / norm - center[i]!) * (bitAt(signs, i) === 1 ? -1 : 1));
  const expected = ['++++', '+-+-', '++--', '+--+'].map((row) =>
    Number([...row].reduce((sum, sign, i) => sum + (sign === '+' ? 1 : -1) * values[i]!, 0) < 0),
  );
  const bits = bitsFromEmbedding(embedding, { modelId: 'm', n: 8, center });
  expect(Array.from({ length: dimension }, (_, i) => bitAt(bits, i))).toEqual(expected);
});

it.each([64, 128, 200, 256, 512])(
  'estimates the angle at dimension %i: distance / n ≈ angle / π',
  (dimension) => {
    const [x, noise] = [gaussian('x', dimension), gaussian('noise', dimension)];
    const y = x.map((value, i) => value + 0.5 * noise[i]!);
    const dot = x.reduce((sum, value, i) => sum + value * y[i]!, 0);
    const angle = Math.acos(dot / Math.hypot(...x) / Math.hypot(...y));
    const n = 2048;
    const distance = hammingDistance(
      bitsFromEmbedding(x, projection(n, dimension)),
      bitsFromEmbedding(y, projection(n, dimension)),
    );
    expect(Math.abs(distance / n - angle / Math.PI)).toBeLessThan(0.05);
  },
);

it('does not depend on the norm of the embedding', () => {
  const x = gaussian('x', 256);
  const scaled = x.map((value) => 8 * value);
  expect(bitsFromEmbedding(scaled, projection(1024))).toEqual(bitsFromEmbedding(x, projection(1024)));
});

it('depends on the model id and on the center', () => {
  const x = gaussian('x', 256);
  const bits = bitsFromEmbedding(x, projection(1024));
  const otherModel = bitsFromEmbedding(x, { ...projection(1024), modelId: 'other' });
  expect(Math.abs(hammingDistance(bits, otherModel) - 512)).toBeLessThan(100);
  const center = gaussian('center', 256).map((value) => value / 16);
  const otherCenter = bitsFromEmbedding(x, { ...projection(1024), center });
  expect(hammingDistance(bits, otherCenter)).toBeGreaterThan(50);
});

it('returns a prefix for a smaller n', () => {
  const x = gaussian('x', 256);
  expect(bitsFromEmbedding(x, projection(64))).toEqual(bitsFromEmbedding(x, projection(1024)).slice(0, 8));
});

it.each<[string, ArrayLike<number>, number]>([
  ['a norm of zero', new Float32Array(256), 64],
  ['a norm that is not a number', new Float32Array(256).fill(Number.NaN), 64],
  ['another dimension than the center', gaussian('x', 128), 64],
  ['an n that is not a multiple of 8', gaussian('x', 256), 12],
])('refuses %s with a RangeError', (_, embedding, n) => {
  expect(() => bitsFromEmbedding(embedding, projection(n))).toThrow(RangeError);
});
