import { expect, it } from 'vitest';
import type { FusedDistances } from './fused.ts';
import { fusedRates } from './fused-rates.ts';

/** 40 people of whom every pair is at 500 bits, except the first two. */
const distances = (genuine: FusedDistances['genuine'], nearestPair = 500): FusedDistances => {
  const people = 40;
  const impostor = new Uint16Array((people * (people - 1)) / 2).fill(500);
  impostor[0] = nearestPair;
  return { genuine, people, impostor };
};

it('returns the shares of genuine pairs beyond tau and of impostor pairs within it', () => {
  const rates = fusedRates(distances([[100, 300, 301], [200]], 300), 300);
  expect(rates).toMatchObject({
    fnmr: 1 / 4,
    fnmrByPerson: 1 / 6,
    fmr: 1 / 780,
    people: 40,
    genuinePeople: 2,
  });
});

it('returns the bounds of the rule of three when there is no error', () => {
  const { fnmr, fnmrBounds, fmr, fmrBounds } = fusedRates(distances(Array(30).fill([100])), 300);
  expect([fnmr, fmr]).toEqual([0, 0]);
  expect(fnmrBounds).toEqual([0, 0.1]);
  expect(fmrBounds).toEqual([0, 3 / 780]);
});

it('returns bounds that contain the rate, and are wider for the same errors of fewer people', () => {
  const many = Array.from({ length: 200 }, (_, i) => [i < 20 ? 400 : 100]);
  const few = Array.from({ length: 20 }, (_, i) => Array(10).fill(i < 2 ? 400 : 100));
  const [a, b] = [fusedRates(distances(many), 300), fusedRates(distances(few), 300)];
  expect([a.fnmr, b.fnmr]).toEqual([0.1, 0.1]);
  const width = ({ fnmrBounds: [low, high] }: typeof a) => high - low;
  expect(a.fnmrBounds[0]).toBeLessThan(0.1);
  expect(a.fnmrBounds[1]).toBeGreaterThan(0.1);
  expect(width(b)).toBeGreaterThan(2 * width(a));
});

it('returns the same bounds each time', () => {
  const some = distances([[100, 400], [100], [400]], 200);
  expect(fusedRates(some, 300)).toEqual(fusedRates(some, 300));
});
