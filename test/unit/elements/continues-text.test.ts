// cspell:ignore Dalej sekundę sekundy sekund

import { expect, it } from 'vitest';
import { continuesText } from '../../../src/elements/continues-text.ts';
import { en } from '../../../src/i18n/en.ts';
import { pl } from '../../../src/i18n/pl.ts';

it('returns the rest of the time in the grammar of the language', () => {
  expect(continuesText(en, 'en', 1)).toBe('Continues in 1 second');
  expect([1, 3, 5].map((seconds) => continuesText(pl, 'pl', seconds))).toEqual([
    'Dalej za 1 sekundę',
    'Dalej za 3 sekundy',
    'Dalej za 5 sekund',
  ]);
});
