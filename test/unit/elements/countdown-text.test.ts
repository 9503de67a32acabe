// cspell:disable
import { describe, expect, it } from 'vitest';
import { countdownText } from '../../../src/elements/countdown-text.ts';
import { packs } from '../../support/language-packs.ts';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const english = (remainingMs: number) => countdownText(packs.en, 'en', remainingMs);

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
    ['de', 3 * DAY, 'Sie können es in 3 Tagen wieder versuchen.'],
    ['fr', 3 * DAY, 'Vous pourrez réessayer dans 3 jours.'],
    ['es', 3 * DAY, 'Podrá volver a intentarlo dentro de 3 días.'],
    ['it', 3 * DAY, 'Potrai riprovare tra 3 giorni.'],
    ['nl', 3 * DAY, 'Je kunt het over 3 dagen weer proberen.'],
    ['pt', 3 * DAY, 'Você poderá tentar novamente em 3 dias.'],
    ['tr', 3 * DAY, '3 gün sonra yeniden deneyebilirsiniz.'],
    ['ja', 3 * DAY, /^3 ?日後にもう一度お試しいただけます。$/],
    ['hi', 3 * DAY, /^3 दिन में फिर से कोशिश की जा सकती है।$/],
    ['pl', HOUR, 'Możesz spróbować ponownie za 1 godzinę.'],
    ['pl', 3 * HOUR, 'Możesz spróbować ponownie za 3 godziny.'],
    ['pl', 5 * HOUR, 'Możesz spróbować ponownie za 5 godzin.'],
    ['ar', HOUR, /^يمكنك إعادة المحاولة خلال ساعة/],
    ['ar', 2 * HOUR, /^يمكنك إعادة المحاولة خلال ساعتين\.$/],
    ['ar', 3 * DAY, /^يمكنك إعادة المحاولة خلال [3٣] أيام\.$/],
    ['ar', 30 * DAY, /^يمكنك إعادة المحاولة خلال (?:30|٣٠) يوم/],
  ] as const)('has the plural forms and the grammar of the language: %s, %d ms', (tag, remainingMs, text) => {
    expect(countdownText(packs[tag], tag, remainingMs)).toMatch(text);
  });
});
