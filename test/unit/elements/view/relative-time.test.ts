// cspell:disable
import { describe, expect, it } from 'vitest';
import { relativeTime } from '../../../../src/elements/view/relative-time.ts';

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];
/** Noon, so that a day more or less is the same time on another day. */
const noon = new Date(2026, 5, 15, 12).getTime();
const english = (elapsed: number) => relativeTime('en', noon + elapsed, noon);

describe('relativeTime', () => {
  it.each([
    [-59 * SECOND, 'now'],
    [-MINUTE, '1 minute ago'],
    [-59.9 * MINUTE, '59 minutes ago'],
    [-HOUR, '1 hour ago'],
    [-23.9 * HOUR, '23 hours ago'],
    [-DAY, 'yesterday'],
    [-3 * DAY, '3 days ago'],
    [-30 * DAY, '30 days ago'],
    [-31 * DAY, '1 month ago'],
    [-364 * DAY, '11 months ago'],
    [-366 * DAY, '1 year ago'],
    [-800 * DAY, '2 years ago'],
    [2 * HOUR, 'in 2 hours'],
    [DAY, 'tomorrow'],
    [40 * DAY, 'in 1 month'],
  ])('returns the largest unit: %d ms', (elapsed, words) => {
    expect(english(elapsed)).toBe(words);
  });

  it('counts days of the calendar, not of 24 hours', () => {
    const evening = new Date(2026, 5, 13, 23).getTime();
    expect(relativeTime('en', evening, noon)).toBe('2 days ago');
  });

  it.each([
    ['de', -3, 'vor 3 Tagen'],
    ['fr', -1, 'hier'],
    ['pl', -3, '3 dni temu'],
    ['ja', -3, '3 日前'],
    ['xx', -3, '3 days ago'],
  ])('is in the language: %s', (language, days, words) => {
    expect(relativeTime(language, noon + days * DAY, noon)).toBe(words);
  });
});
