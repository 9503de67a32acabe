import { expect, it } from 'vitest';
import { permutationFromSeed, permuteBits } from '../../../src/matching/permutation.ts';
import { bitAt, systemRandom } from '../../../src/wire/bytes.ts';
import { seededRandom } from '../../support/matching/seeded-random.ts';

it('a seed yields one permutation of 0 … n − 1', () => {
  const seed = seededRandom('permutation')(32);
  const permutation = permutationFromSeed(seed, 1024);
  expect([...permutation].sort((a, b) => a - b)).toEqual(Array.from({ length: 1024 }, (_, i) => i));
  expect(permutationFromSeed(seed, 1024)).toEqual(permutation);
});

it('all permutations of three positions are equally likely', () => {
  const counts = new Map<string, number>();
  for (let i = 0; i < 6_000; i++) {
    const permutation = permutationFromSeed(seededRandom(`permutation ${i}`)(32), 3).join('');
    counts.set(permutation, (counts.get(permutation) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  // Six standard deviations.
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(180);
});

it('permuteBits puts bit π(i) at position i', () => {
  const [bits, seed] = [systemRandom(8), systemRandom(32)];
  const permuted = permuteBits(bits, seed);
  permutationFromSeed(seed, 64).forEach((source, i) => {
    expect(bitAt(permuted, i)).toBe(bitAt(bits, source));
  });
});
