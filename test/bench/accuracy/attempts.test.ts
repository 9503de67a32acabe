import { expect, it } from 'vitest';
import { matchedWithin } from './attempts.ts';
import { type BitMatrix, singleRow } from './bit-matrix.ts';

/** Rows of 32 bits. The population has four faces near 0, three near 2³² − 1 and one halfway between them. */
const [zeros, ones, mixed] = [0, 0xffffffff, 0x0000ffff];
const faces = (...words: number[]): BitMatrix => ({
  n: 32,
  w: 1,
  count: words.length,
  words: Uint32Array.from(words),
});
const strings = [mixed, ones, zeros].map((word) => ({
  method: 'constant',
  string: singleRow(32, Uint32Array.of(word)),
}));
const population = faces(zeros, 1, 2, 4, ones, ones - 1, ones - 2, mixed);

it.each([
  [1, 4 / 8],
  [2, 7 / 8],
  [3, 1],
  [30, 1],
])(
  'returns for %i attempts the fraction %d, each with the string that matches most remaining faces',
  (attempts, fraction) => {
    expect(matchedWithin(attempts, strings, population, population, 1)).toBe(fraction);
  },
);

it('chooses strings by the population and counts their matches in the attacked pictures', () => {
  const pictures = faces(zeros, ones, ones, ones, mixed);
  expect(matchedWithin(1, strings, population, pictures, 1)).toBe(1 / 5);
});

it('returns 0 when every string is further than tau from every picture', () => {
  expect(matchedWithin(30, strings, population, faces(0x00ff00ff), 1)).toBe(0);
});
