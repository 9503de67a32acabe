import { expect, test } from 'vitest';
import { openedWithin } from '../../bench/accuracy/attempts.ts';
import type { BitMatrix } from '../../bench/accuracy/bit-matrix.ts';
import { single } from '../../bench/accuracy/bit-matrix.ts';

/** Strings of 32 bits. Four faces near 0, three near 2³² − 1, one alone between the two. */
const [none, all, half] = [0, 0xffffffff, 0x0000ffff];
const faces = (...words: number[]): BitMatrix => ({
  n: 32,
  w: 1,
  count: words.length,
  words: Uint32Array.from(words),
});
const strings = [half, all, none].map((word) => ({ how: 'set', string: single(32, Uint32Array.of(word)) }));
const own = faces(none, 1, 2, 4, all, all - 1, all - 2, half);

test.each([
  [1, 4 / 8],
  [2, 7 / 8],
  [3, 1],
  [30, 1],
])('%i attempts open what the string with most faces left opens, each time', (attempts, share) => {
  expect(openedWithin(attempts, strings, own, own, 1)).toBe(share);
});

test('strings are chosen by the faces that the attacker has, and count by those that he wants', () => {
  const others = faces(none, all, all, all, half);
  expect(openedWithin(1, strings, own, others, 1)).toBe(1 / 5);
});

test('nobody is opened by a string that is further than tau from everybody', () => {
  expect(openedWithin(30, strings, own, faces(0x00ff00ff), 1)).toBe(0);
});
