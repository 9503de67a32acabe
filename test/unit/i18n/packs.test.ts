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
  const own = new Map(texts(pack));

  it('has every text of English, and no other', () => {
    expect([...own.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('uses the same variables in each', () => {
    for (const [path, text] of own) {
      expect([path, variables(text)]).toEqual([path, variables(english.get(path)!)]);
    }
  });

  it('is translated: sentences differ from English', () => {
    const same = [...own].filter(([path, text]) => text.includes(' ') && text === english.get(path));
    expect(same).toEqual([]);
  });
});

describe('packs', () => {
  it.each(Object.entries(packs))('%s leaves no text empty', (_tag, pack) => {
    expect(texts(pack).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(Object.entries(messageFor))('%s has words for the person', (_code, name) => {
    for (const pack of Object.values(packs)) {
      expect(pack.messages[name].title).not.toBe('');
      expect(pack.messages[name].text).not.toBe('');
    }
  });

  it('is found by language, whatever the region; English when there is none', () => {
    expect(packFor('de-CH')).toEqual(packs.de);
    expect(packFor('AR')).toEqual(packs.ar);
    expect(packFor('de_AT')).toEqual(packs.de);
    expect(packFor('tlh')).toEqual(packs.en);
    expect(packFor('ar').direction).toBe('rtl');
  });

  it.each([
    ['de-CH', 'de-CH'],
    ['en_US', 'en-US'],
    ['fr', 'fr'],
    ['pl', 'en'],
    ['', 'en'],
    ['es_419_x', 'es'],
    ['en-US_POSIX.UTF-8', 'en'],
  ])('name the language of their dates for the tag %s: %s', (tag, expected) => {
    expect(localeFor(tag)).toBe(expected);
    expect(() => new Intl.DateTimeFormat(localeFor(tag))).not.toThrow();
  });

  it("leave dates in the page's language when it brings the words", () => {
    expect(localeFor('pl', { cancel: 'Anuluj' })).toBe('pl');
    expect(localeFor('?', { cancel: 'Anuluj' })).toBe('en');
  });

  it("takes the page's own words and keeps the rest", () => {
    const pack = packFor('en', { devices: { title: 'My browsers' } });
    expect(pack.devices.title).toBe('My browsers');
    expect(pack.devices.add).toBe(packs.en!.devices.add);
    expect(packs.en!.devices.title).not.toBe('My browsers');
  });

  it('fills variables, and leaves unknown ones to be seen', () => {
    expect(fill('{a} and {b}', { a: '1' })).toBe('1 and {b}');
  });
});
