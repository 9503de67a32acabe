import { describe, expect, it } from 'vitest';
import { megabytes } from '../../../../src/elements/view/loading-text.ts';

const bytes = { loaded: 3_100_000, total: 16_040_000 };

describe('megabytes', () => {
  it.each([
    ['en', '3.1 of 16 MB'],
    ['de', '3,1 of 16 MB'],
    ['fr', '3,1 of 16 Mo'],
  ])('formats the numbers and the unit as in %s', (language, expected) => {
    expect(megabytes('{loaded} of {total}', language, bytes).replace(/\s/g, ' ')).toBe(expected);
  });

  it('does not say that more than everything has arrived', () => {
    const done = { loaded: 16_080_000, total: 16_080_000 };
    expect(megabytes('{loaded} of {total}', 'en', done)).toBe('16.0 of 16 MB');
  });
});
