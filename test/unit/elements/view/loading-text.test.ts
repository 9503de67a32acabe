import { describe, expect, it } from 'vitest';
import { megabytes } from '../../../../src/elements/view/loading-text.ts';

const bytes = { loaded: 3_100_000, total: 16_140_000 };

describe('megabytes', () => {
  it.each([
    ['en', '3.1 of 16.1 MB'],
    ['de', '3,1 of 16,1 MB'],
    ['fr', '3,1 of 16,1 Mo'],
  ])('formats the numbers and the unit as in %s', (language, expected) => {
    expect(megabytes('{loaded} of {total}', language, bytes).replace(/\s/g, ' ')).toBe(expected);
  });
});
