import { expect, it } from 'vitest';
import { isFlat } from '../../../src/liveness/flatness.ts';
import type { Movement } from '../../../src/wire/liveness.ts';

it.each<[string, readonly Movement[], number[][], boolean]>([
  ['a head', ['left', 'up', 'right'], [[0.2, 0.3], [0.1, 0.04], [0.15]], false],
  ['a flat picture', ['left', 'up', 'right'], [[0.002], [0.001], [0.004]], true],
  ['a picture that is flat in one movement', ['left', 'up', 'right'], [[0.2], [0.001], [0.2]], true],
  [
    'a picture with one frame that could not be aligned',
    ['left', 'up', 'down'],
    [[0.002, 0.4, 0.003], [0.2], [0.2]],
    true,
  ],
  ['a movement without a comparison', ['left', 'up', 'down'], [[0.2], [], [0.2]], true],
  ['a head that comes closer, which tells nothing', ['closer', 'up', 'left'], [[0.001], [0.1], [0.2]], false],
])('judges %s', (_case, movements, residuals, expected) => {
  expect(isFlat(movements, residuals)).toBe(expected);
});
