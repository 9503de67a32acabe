import { expect, it } from 'vitest';
import { cleanText } from '../../../src/server/clean-text.ts';

it('a text for the list of devices is what a database takes', () => {
  expect(cleanText(' A\u0000\u001bB\n')).toBe('A B');
  // A page that cuts a name through an emoji.
  expect(cleanText('Phone \ud83d')).toBe('Phone');
  expect(cleanText('\u{1f4f1}'.repeat(100))).toBe('\u{1f4f1}'.repeat(80));
  expect([cleanText(undefined), cleanText(7)]).toEqual(['', '']);
});
