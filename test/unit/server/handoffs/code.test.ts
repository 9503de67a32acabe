import { expect, it } from 'vitest';
import { createCodeDerivation } from '../../../../src/server/handoffs/code.ts';

const code = createCodeDerivation(new Uint8Array(32).fill(7));

it('returns two digits, the same for the same hand-off and key', () => {
  expect(code('a')).toMatch(/^\d\d$/);
  expect(code('a')).toBe(code('a'));
  const ids = Array.from({ length: 20 }, (_, i) => String(i));
  const other = createCodeDerivation(new Uint8Array(32).fill(8));
  expect(ids.map(code)).not.toEqual(ids.map(other));
});

it('returns each of the hundred codes', () => {
  const codes = new Set(Array.from({ length: 2_000 }, (_, i) => code(`handoff ${i}`)));
  expect(codes.size).toBe(100);
});
