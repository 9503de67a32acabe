import { expect, it } from 'vitest';
import { isOnePerson } from '../../../src/liveness/one-person.ts';

const center = Float32Array.of(0.5, 0.5, 0.5, 0.5);

/** Unit vector in the direction of the mean plus these values. */
function embedding(...values: number[]): Float32Array {
  const sum = values.map((value, i) => value + center[i]!);
  const length = Math.hypot(...sum);
  return Float32Array.from(sum, (value) => value / length);
}

const anna = [embedding(0.6, -0.6, 0, 0), embedding(0.6, -0.5, 0.1, 0)];
const bela = [embedding(-0.6, 0.6, 0, 0), embedding(-0.5, 0.6, 0, 0.1)];

it.each<[string, Float32Array[][], boolean]>([
  ['no frontal phase', [], true],
  ['one frontal phase', [anna], true],
  ['phases of one person', [anna, [], [anna[1]!], [anna[0]!]], true],
  ['phases of two people', [anna, anna, anna, bela], false],
  ['a single sample of another person', [anna, [bela[0]!]], false],
])('[T109] judges %s', (_case, fronts, expected) => {
  expect(isOnePerson(fronts, center)).toBe(expected);
});
