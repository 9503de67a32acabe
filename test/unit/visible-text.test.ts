// cspell:ignore tfos Anntfos خواهم שלום

import { describe, expect, it } from 'vitest';
import {
  cleanName,
  distinctName,
  findInvisible,
  hasVisibleText,
  showInvisible,
} from '../../src/visible-text.ts';

describe('cleanName', () => {
  it('removes control characters and surrounding space', () => {
    expect(cleanName(' A\u0000\u001bB\n')).toBe('A B');
  });

  it('removes an unpaired surrogate, which a page can produce by cutting an emoji', () => {
    expect(cleanName('Phone \ud83d')).toBe('Phone');
  });

  it('returns at most 80 characters, counting an emoji as one', () => {
    expect(cleanName('\u{1f4f1}'.repeat(100))).toBe('\u{1f4f1}'.repeat(80));
  });

  it.each<[string, string]>([
    ['a zero width space', '\u200b'],
    ['a Hangul filler', '\u3164'],
    ['a halfwidth Hangul filler', '\uffa0'],
    ['a blank Braille pattern', '\u2800'],
    ['soft hyphens', '\u00ad\u00ad'],
    ['joiners', '\u200c\u200d'],
    ['variation selectors', '\ufe0f\ufe0e\u{e0100}'],
    ['tag characters', '\u{e0041}\u{e0042}'],
    ['combining marks', '\u0301\u0308'],
    ['marks for the direction', '\u200e\u200f\u061c'],
    ['an isolate', '\u2067\u2069'],
    ['an override', '\u202e'],
    ['spaces', '\u00a0\u2003\u3000 '],
    ['a noncharacter', '\u{10ffff}\ufffe'],
    ['an unpaired surrogate', '\ud83d'],
    ['a byte order mark and a word joiner', '\ufeff\u2060'],
    ['a null notehead', '\u{1d159}'],
  ])('returns the empty string for %s alone', (_name, text) => {
    expect(cleanName(text)).toBe('');
    expect(cleanName(`${text}Ann${text}`)).toMatch(/Ann/);
  });

  it.each<[string, string, string]>([
    ['an override', 'Ann\u202etfos', 'Anntfos'],
    ['an isolate without an end', '\u2067abc', 'abc'],
    ['the end of an isolate that was not opened', 'a\u2069b', 'ab'],
    ['an isolate that is closed twice', 'a\u2068b\u2069c\u2069', 'a\u2068b\u2069c'],
    ['a joiner at the end', 'x\u200d', 'x'],
    ['a second variation selector', '❤\ufe0f\ufe0f', '❤\ufe0f'],
    ['hidden tags after an emoji', '📱\u{e0041}\u{e007f}', '📱'],
    ['a blank inside', 'a\u3164\u2800b', 'a b'],
  ])('[T89] removes %s', (_name, text, expected) => {
    expect(cleanName(text)).toBe(expected);
  });

  it.each([
    'می\u200cخواهم',
    'क्\u200dष',
    'a\u200db',
    '👩\u200d👩\u200d👧',
    '👩🏽\u200d🚀',
    '🏳\ufe0f\u200d🌈',
    '1\ufe0f\u20e3',
    '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
    '葛\u{e0100}',
    'a\u2067b\u2069c',
    'Zoë’s “phone”',
    'é',
  ])('keeps %j', (text) => {
    expect(cleanName(text)).toBe(text);
  });

  it('leaves no isolate open when a long name is cut', () => {
    const name = cleanName(`${'a'.repeat(78)}\u2067bcd\u2069`);
    expect(name).toBe(`${'a'.repeat(78)}b`);
  });

  it('is quick for megabytes', () => {
    const start = performance.now();
    cleanName('\u2066a'.repeat(1e6));
    expect(performance.now() - start).toBeLessThan(200);
  });
});

describe('findInvisible', () => {
  it.each([
    ['\u202e00.01 RUE', 'U+202E'],
    ['10\u200b0', 'U+200B'],
    ['10\u200f-20', 'U+200F'],
    ['\u061c1', 'U+061C'],
    ['\u2066a\u2069', 'U+2066'],
    ['1\n000', 'U+000A'],
    ['pay\u200cpal', 'U+200C'],
    ['1\ufe0f000', 'U+FE0F'],
    ['EUR\u{e0030}', 'U+E0030'],
    ['10\u280000', 'U+2800'],
    ['\ud83d', 'U+D83D'],
  ])('names the character in %j', (text, expected) => {
    expect(findInvisible(text)).toBe(expected);
    expect(showInvisible(text)).toContain(`[${expected}]`);
  });

  it.each(['1\u202f234,50\u00a0€', 'می\u200cخواهم', '❤\ufe0f 👩\u200d🚀', 'שלום 12.50 ₪', 'é ü', ''])(
    'accepts %j',
    (text) => {
      expect(findInvisible(text)).toBeUndefined();
      expect(showInvisible(text)).toBe(text);
    },
  );
});

it('hasVisibleText needs more than marks and spaces', () => {
  expect(['a', '٣', '😀', '\ue000', '¿'].every(hasVisibleText)).toBe(true);
  expect(['', ' ', '\u0301', '\u200b', '\u{e0041}', '\ufffe'].some(hasVisibleText)).toBe(false);
});

describe('distinctName', () => {
  const taken = new Set(['Firefox on Linux', 'Firefox on Linux 2', 'Kitchen']);

  it.each([
    ['Chrome on Linux', 'Chrome on Linux'],
    ['Kitchen', 'Kitchen 2'],
    ['Firefox on Linux', 'Firefox on Linux 3'],
  ])('returns a free name for "%s": "%s"', (name, distinct) => {
    expect(distinctName(name, taken)).toBe(distinct);
  });

  it('keeps the length of a name, and cuts no emoji in two', () => {
    const name = `${'a'.repeat(78)}👩\u200d🚀`.slice(0, 83);
    const distinct = distinctName(cleanName(name), new Set([cleanName(name)]));
    expect(distinct).toBe(`${'a'.repeat(78)} 2`);
    expect(cleanName(distinct)).toBe(distinct);
  });
});
