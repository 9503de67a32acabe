import { describe, expect, it } from 'vitest';
import { canonicalTag, fill, languageOf } from '../../../src/i18n/language.ts';

it.each([
  ['de-CH', 'de'],
  ['de_AT', 'de'],
  ['AR', 'ar'],
  [' fr ', 'fr'],
  ['pt', 'pt'],
  ['pt-PT', 'pt'],
  ['pt_BR', 'pt'],
  ['de_DE.UTF-8', 'de'],
  ['en-GB', 'en'],
  ['zh-Hant-TW', undefined],
  ['sv', undefined],
  ['', undefined],
  ['constructor', undefined],
  ['__proto__', undefined],
  ['toString', undefined],
])('selects the language of the tag "%s": %s', (tag, language) => {
  expect(languageOf(tag)).toBe(language);
});

it.each([
  ['de-CH', 'de-CH'],
  ['en_US', 'en-US'],
  [' sv ', 'sv'],
  ['pt-pt', 'pt-PT'],
  ['zh-Hant-TW', 'zh-Hant-TW'],
  ['es_419_x', 'es'],
  ['de_DE.UTF-8', 'de'],
  ['', undefined],
  ['constructor', undefined],
])('returns what Intl takes for the tag "%s": %s', (tag, expected) => {
  expect(canonicalTag(tag)).toBe(expected);
  expect(() => new Intl.DateTimeFormat(canonicalTag(tag))).not.toThrow();
});

describe('fill', () => {
  it('replaces known placeholders and keeps unknown ones', () => {
    expect(fill('{a} and {b}', { a: '1' })).toBe('1 and {b}');
    expect(fill('{constructor}', { a: '1' })).toBe('{constructor}');
  });
});
