import { expect, it } from 'vitest';
import { cleanText } from '../../../src/server/clean-text.ts';

it('removes control characters and surrounding space', () => {
  expect(cleanText(' A\u0000\u001bB\n')).toBe('A B');
});

it('removes an unpaired surrogate, which a page can produce by cutting an emoji', () => {
  expect(cleanText('Phone \ud83d')).toBe('Phone');
});

it('returns at most 80 characters, counting an emoji as one', () => {
  expect(cleanText('\u{1f4f1}'.repeat(100))).toBe('\u{1f4f1}'.repeat(80));
});
