import { describe, expect, it } from 'vitest';
import { timeLimitMs } from '../../../src/elements/time-limit.ts';

describe('timeLimitMs', () => {
  it.each([
    ['45', 45_000],
    [' 1.5 ', 1_500],
    [30, 30_000],
    ['none', Number.POSITIVE_INFINITY],
    [undefined, undefined],
    [null, undefined],
    ['', undefined],
  ])('returns for %j', (value, expected) => {
    expect(timeLimitMs(value)).toBe(expected);
  });

  it.each(['0', '-5', 'soon', 'None', '20s', Number.NaN, true, {}])('refuses %j', (value) => {
    expect(() => timeLimitMs(value)).toThrow(
      expect.objectContaining({
        code: 'usage/invalid-attribute',
        detail: expect.stringContaining('time-limit'),
      }),
    );
  });
});
