// cspell:disable
import { describe, expect, it } from 'vitest';
import { countdownText } from '../../../src/elements/countdown-text.ts';
import { packs } from '../../../src/i18n/language.ts';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const english = (remainingMs: number) => countdownText(packs.en!, 'en', remainingMs);

describe('the text of a lock', () => {
  it.each([
    [-5, 'You can try again in 0:00.'],
    [Number.NaN, 'You can try again in 0:00.'],
    [9 * MINUTE + 4_001, 'You can try again in 9:05.'],
    [HOUR, 'You can try again in 1 hour.'],
    [HOUR + 1, 'You can try again in 2 hours.'],
    [23.5 * HOUR, 'You can try again in 24 hours.'],
    [3 * DAY, 'You can try again in 3 days.'],
    [364.5 * DAY, 'You can try again in 365 days.'],
  ])('has minutes, hours or days, rounded up: %d ms', (remainingMs, text) => {
    expect(english(remainingMs)).toBe(text);
  });

  it.each([
    ['de', 'Sie können es in 3 Tagen wieder versuchen.'],
    ['fr', 'Vous pourrez réessayer dans 3 jours.'],
    ['es', 'Podrá intentarlo de nuevo dentro de 3 días.'],
    ['ar', /^يمكنك المحاولة خلال [3٣] أيام\.$/],
  ])('has the grammar of the language: %s', (tag, text) => {
    expect(countdownText(packs[tag]!, tag, 3 * DAY)).toMatch(text);
  });
});
