import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { en } from '../../../src/i18n/en.ts';
import { messageFor } from '../../../src/i18n/message-for.ts';
import type { Language } from '../../../src/i18n/pack-sources.ts';
import { packs } from '../../support/language-packs.ts';

/** Every text by its path: `devices.title` → text. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, part]) => texts(part, path ? `${path}.${key}` : key));
}

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();
const english = new Map(texts(en));
const languages = Object.keys(packs) as Language[];
const inAll = languages.flatMap((language) =>
  texts(packs[language]).map(([path, text]) => ({ language, path, text })),
);
/** The texts that break a rule, each with its path. */
const violations = (breaks: (text: string, path: string) => boolean, of: readonly string[] = languages) =>
  inAll
    .filter(({ language, path, text }) => of.includes(language) && breaks(text, path))
    .map(({ language, path, text }) => `${language} ${path}: ${text}`);

it('has the twelve languages, one for each file', () => {
  const files = readdirSync(new URL('../../../src/i18n/messages', import.meta.url));
  expect(files.map((file) => file.slice(0, 2)).sort()).toEqual([...languages].sort());
  expect(languages).toHaveLength(12);
});

describe.each(languages)('pack %s', (language) => {
  const pack = new Map(texts(packs[language]));

  it('has the keys and placeholders of the English one', () => {
    expect([...pack.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [path, text] of pack)
      expect([path, placeholders(text)]).toEqual([path, placeholders(english.get(path)!)]);
  });

  it('has a message for every error code', () => {
    const { messages } = packs[language];
    const missing = Object.values(messageFor).filter(
      (name) => !messages[name]?.title || !messages[name].text,
    );
    expect(missing).toEqual([]);
  });

  it('is written from right to left only in Arabic', () => {
    expect(packs[language].direction).toBe(language === 'ar' ? 'rtl' : 'ltr');
  });
});

describe('the texts', () => {
  it('are not empty, and have no space at their ends and no two in a row', () => {
    expect(violations((text) => text === '' || text !== text.trim() || /\s\s/.test(text))).toEqual([]);
  });

  it('of other languages have no English sentence', () => {
    const others = languages.filter((language) => language !== 'en');
    const same = (text: string, path: string) => text.includes(' ') && text === english.get(path);
    expect(violations(same, others)).toEqual([]);
    const common = /\b(?:the|please|your|and|this|with|cannot|again)\b/i;
    expect(violations((text) => common.test(text), others)).toEqual([]);
  });

  it('are in the script of their language', () => {
    const inScript = (script: RegExp) => (text: string, path: string) =>
      path !== 'direction' && !script.test(text);
    expect(violations(inScript(/\p{Script=Arabic}/u), ['ar'])).toEqual([]);
    expect(violations(inScript(/\p{Script=Devanagari}/u), ['hi'])).toEqual([]);
    expect(violations(inScript(/\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Han}/u), ['ja'])).toEqual(
      [],
    );
  });

  it('have typographic quotes, apostrophes and ellipses', () => {
    expect(violations((text) => /["'`]|\.\.|--/.test(text))).toEqual([]);
  });

  it('end each sentence: messages with a full stop, titles and buttons without one', () => {
    const isSentence = (path: string) => /^messages\..*\.text$|Text$|\.text$/.test(path);
    const hasEnd = (text: string) => /[.!?。！？।؟]$/.test(text);
    expect(violations((text, path) => isSentence(path) && !hasEnd(text))).toEqual([]);
    expect(violations((text, path) => /title$|hints\./.test(path) && /[.。।]$/.test(text))).toEqual([]);
  });

  it('fit: hints in two short lines, buttons in one on a narrow screen', () => {
    const lengthOf = (text: string) => [...new Intl.Segmenter().segment(text)].length;
    const limits: [RegExp, number][] = [
      [/^hints\./, 42],
      [/^(?:cancel|close|retry|again)$|\.start$|^devices\.(?:save|confirm|keep|done|reload)$/, 22],
      [/^replaceDevice$|^devices\.add$/, 36],
      [/title$/i, 52],
      [/^messages\..*\.text$/, 220],
    ];
    for (const [paths, limit] of limits)
      expect(violations((text, path) => paths.test(path) && lengthOf(text) > limit)).toEqual([]);
  });
});

describe('French texts', () => {
  it('have a narrow no-break space before ; ? ! and a no-break space before : and inside of « »', () => {
    expect(violations((text) => /(?<!\u202f)[;?!]/.test(text), ['fr'])).toEqual([]);
    expect(violations((text) => /(?<!\u00a0):|«(?!\u00a0)|(?<!\u00a0)»/.test(text), ['fr'])).toEqual([]);
  });
});

describe('one form for one thing', () => {
  // cspell:disable
  it.each([
    ['de', /\b(?:du|dein|dich|dir)\b/i],
    ['fr', /\b(?:tu|ton|ta|tes|toi)\b/i],
    ['es', /\b(?:tú|tu|tus|contigo|vosotros)\b/i],
    ['it', /\b(?:Lei|Suo|Sua|La preghiamo)\b|\bvis[oi]\b/],
    ['nl', /\b(?:u|uw)\b/i],
    ['pl', /\b(?:Pan|Pani|Państwo)\b/],
    ['pt', /\b(?:tu|teu|tua|ecrã|telemóvel)\b/i],
    ['tr', /\b(?:sen|senin|seni)\b/i],
    ['ja', /あなた|貴方|ブラウザー/],
    ['hi', /तुम|तुम्हार|धुंध|सहेज/],
    ['ar', /الاسترداد|استرداد/],
    // cspell:enable
  ] as const)('%s keeps to one register and one term', (language, other) => {
    expect(violations((text) => other.test(text), [language])).toEqual([]);
  });
});
