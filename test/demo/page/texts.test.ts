import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';

const folder = new URL('../../../demo/page/texts/', import.meta.url);
const languages = readdirSync(folder)
  .map((file) => file.replace('.ts', ''))
  .filter((name) => name !== 'index');

const textsOf = async (language: string): Promise<string> => {
  const module: Record<string, unknown> = await import(new URL(`${language}.ts`, folder).href);
  return JSON.stringify(module[language]);
};

it('has the twelve languages of the elements', () => expect(languages).toHaveLength(12));

// cspell:disable
it.each([
  ['de', /\b(?:du|dein|dich|dir)\b|Telefon/i],
  ['fr', /\b(?:tu|ton|tes|toi)\b|navigateur (?:n’est pas |est )?connecté|connecter (?:aussi )?ce/i],
  ['es', /\b(?:tú|tu|tus)\b|rostro|ordenador/i],
  ['ja', /あなた|ブラウザー/],
  ['ar', /استرداد|من فضلك|حاول /],
])('%s uses the form of address and the words of the elements', async (language, other) => {
  expect(await textsOf(language)).not.toMatch(other);
});
// cspell:enable
