import { describe, expect, it } from 'vitest';
import { fill, localeFor, packFor, packs } from '../../../src/i18n/language.ts';
import { messageFor } from '../../../src/i18n/message-for.ts';

/** Every text by its path: `devices.title` → text. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, part]) => texts(part, path ? `${path}.${key}` : key));
}

const variables = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();
const english = new Map(texts(packs.en));
const others = Object.entries(packs).filter(([tag]) => tag !== 'en');

describe.each(others)('language %s', (_tag, pack) => {
  const translated = new Map(texts(pack));

  it('has the same keys as English', () => {
    expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('uses the same variables as English in each text', () => {
    for (const [path, text] of translated) {
      expect([path, variables(text)]).toEqual([path, variables(english.get(path)!)]);
    }
  });

  it('has no sentence in common with English', () => {
    const untranslated = [...translated].filter(
      ([path, text]) => text.includes(' ') && text === english.get(path),
    );
    expect(untranslated).toEqual([]);
  });
});

describe('a language pack', () => {
  it.each(Object.entries(packs))('%s has no empty text', (_tag, pack) => {
    expect(texts(pack).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(Object.entries(messageFor))('has a message for %s in every language', (_code, name) => {
    for (const pack of Object.values(packs)) {
      expect(pack.messages[name].title).not.toBe('');
      expect(pack.messages[name].text).not.toBe('');
    }
  });

  it('is selected by language, regardless of the region; English is the default', () => {
    expect(packFor('de-CH')).toEqual(packs.de);
    expect(packFor('AR')).toEqual(packs.ar);
    expect(packFor('de_AT')).toEqual(packs.de);
    expect(packFor('tlh')).toEqual(packs.en);
    expect(packFor('ar').direction).toBe('rtl');
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty-DE'])(
    'is the English one for the language "%s"',
    (tag) => {
      expect(packFor(tag)).toEqual(packs.en);
      expect(localeFor(tag)).toBe('en');
    },
  );

  it.each([
    ['de-CH', 'de-CH'],
    ['en_US', 'en-US'],
    ['fr', 'fr'],
    ['pl', 'en'],
    ['', 'en'],
    ['es_419_x', 'es'],
    ['en-US_POSIX.UTF-8', 'en'],
  ])('formats dates of the tag "%s" in %s', (tag, expected) => {
    expect(localeFor(tag)).toBe(expected);
    expect(() => new Intl.DateTimeFormat(localeFor(tag))).not.toThrow();
  });

  it('keeps the language of the page for dates if the page provides texts', () => {
    expect(localeFor('pl', { cancel: 'Anuluj' })).toBe('pl');
    expect(localeFor('?', { cancel: 'Anuluj' })).toBe('en');
  });

  it('merges the labels of the page and keeps the other texts', () => {
    const pack = packFor('en', { devices: { title: 'My browsers' } });
    expect(pack.devices.title).toBe('My browsers');
    expect(pack.devices.add).toBe(packs.en!.devices.add);
    expect(packs.en!.devices.title).not.toBe('My browsers');
  });

  it('replaces known variables and keeps unknown ones', () => {
    expect(fill('{a} and {b}', { a: '1' })).toBe('1 and {b}');
    expect(fill('{constructor}', { a: '1' })).toBe('{constructor}');
  });
});

it.each([
  ['de_DE.UTF-8', 'de'],
  [' de-AT ', 'de-AT'],
  ['zh-Hant-TW', 'en'],
  ['xx-invalid-', 'en'],
  ['', 'en'],
])('has a locale for the tag "%s"', (tag, locale) => {
  expect(localeFor(tag)).toBe(locale);
  expect(packFor(tag)).toEqual(packs[locale.slice(0, 2)]);
});
