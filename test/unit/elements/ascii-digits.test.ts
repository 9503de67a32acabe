import { describe, expect, it } from 'vitest';
import { toAsciiDigits } from '../../../src/elements/ascii-digits.ts';

describe('toAsciiDigits', () => {
  it.each([
    ['42', '42'],
    ['٤٢', '42'],
    ['۰۹', '09'],
    ['९०', '90'],
    ['４２', '42'],
    ['𝟗𝟎', '90'],
  ])('writes %s as %s', (typed, digits) => expect(toAsciiDigits(typed)).toBe(digits));

  it('leaves everything else as it is', () => expect(toAsciiDigits('a½ 四')).toBe('a½ 四'));
});
