import { describe, expect, it } from 'vitest';
import { normalizeOrigin } from '../../../src/server/origins.ts';

describe('normalizeOrigin', () => {
  it.each([
    ['https://bank.example', 'https://bank.example'],
    ['https://bank.example/', 'https://bank.example'],
    [' https://bank.example\n', 'https://bank.example'],
    ['HTTPS://Bank.Example', 'https://bank.example'],
    ['https://bank.example:443', 'https://bank.example'],
    ['http://localhost:80/', 'http://localhost'],
    ['http://localhost:5173', 'http://localhost:5173'],
    ['https://bank.example:8443', 'https://bank.example:8443'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://[2001:DB8::1]', 'https://[2001:db8::1]'],
    ['capacitor://localhost', 'capacitor://localhost'],
  ])('returns %j as %s', (value, origin) => {
    expect(normalizeOrigin(value)).toBe(origin);
  });

  it.each([
    '',
    'null',
    '*',
    'bank.example',
    '//bank.example',
    'https:bank.example',
    'https://',
    'https://bank.example/shop',
    'https://bank.example?x',
    'https://bank.example/#x',
    'https://user@bank.example',
    'https://*.bank.example',
    'https://bank.example:99999',
    'https://bank example',
    'https:\\\\bank.example',
    'https://a.example,https://b.example',
  ])('returns undefined for %j', (value) => {
    expect(normalizeOrigin(value)).toBeUndefined();
  });
});
