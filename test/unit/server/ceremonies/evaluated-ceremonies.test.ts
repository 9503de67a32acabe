import { expect, it } from 'vitest';
import { createEvaluatedCeremonies } from '../../../../src/server/ceremonies/evaluated-ceremonies.ts';

const [first, second] = [{}, {}];

it('adds one response for each ceremony, also when its transaction runs twice', () => {
  const evaluated = createEvaluatedCeremonies(() => 0);
  expect(evaluated.add('a', first, 10)).toBe(true);
  expect(evaluated.add('a', first, 10)).toBe(true);
  expect(evaluated.add('a', second, 10)).toBe(false);
  expect(evaluated.add('b', second, 10)).toBe(true);
});

it('accepts another response after the transaction of the first one has failed', () => {
  const evaluated = createEvaluatedCeremonies(() => 0);
  evaluated.add('a', first, 10);
  evaluated.remove('a', second);
  expect(evaluated.add('a', second, 10)).toBe(false);
  evaluated.remove('a', first);
  expect(evaluated.add('a', second, 10)).toBe(true);
});

it('forgets a ceremony when it has expired', () => {
  let now = 0;
  const evaluated = createEvaluatedCeremonies(() => now);
  evaluated.add('a', first, 10);
  now = 10;
  expect(evaluated.add('a', second, 20)).toBe(true);
});
