// cspell:ignore changeme
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeSecret } from '../../../src/server/secret.ts';

// A fixed secret, in which both characters of the standard alphabet occur.
const bytes = Buffer.from('fbf0a3e16b5f9c07d2e84a6b1c3d5e7f90ffeb2c46a8d013579bdf2468ace13f', 'hex');
const secret = bytes.toString('base64url');
const standard = bytes.toString('base64');
const command = 'a new one comes from `npx recognize-elements keys`';

const messageOf = (value: unknown): string => {
  try {
    decodeSecret(value);
    return 'none';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('decodeSecret', () => {
  it.each([
    ['as it was created', secret],
    ['with a line end', `${secret}\n`],
    ['with the line end of Windows', `${secret}\r\n`],
    ['with white space around it', `  ${secret}\t`],
    ['with a byte order mark', `\uFEFF${secret}`],
    ['in double quotes', `"${secret}"`],
    ['in single quotes and with a line end', `'${secret}'\n`],
    ['with padding', `${secret}=`],
    ['in the standard alphabet', standard],
    ['wrapped at 20 characters', standard.replace(/(.{20})/g, '$1\n')],
  ])('returns the same bytes for a secret %s', (_form, value) => {
    expect(standard).toMatch(/[+/].*=$/);
    expect([...decodeSecret(value)]).toEqual([...bytes]);
  });

  it('accepts 32 bytes in hexadecimal', () => {
    expect(messageOf(bytes.toString('hex'))).toBe('none');
  });

  it.each([
    ['undefined', undefined, 'not set'],
    ['null', null, 'not set'],
    ['the empty string', '', 'not set'],
    ['white space', ' \n', 'empty'],
    ['empty quotes', '""', 'empty'],
    ['a number', 5, 'expected text, not number'],
    ['31 bytes', bytes.subarray(1).toString('base64url'), 'expected at least 32 bytes as base64url, not 31'],
    [
      '24 bytes in hexadecimal',
      bytes.subarray(8).toString('hex'),
      'expected at least 32 bytes as base64url, not 24',
    ],
    ['another alphabet', `${secret.slice(0, 40)}!!!`, 'expected at least 32 bytes as base64url'],
    ['a line of an environment file', `SECRET=${secret}`, 'expected at least 32 bytes as base64url'],
  ])('throws one sentence with the command: %s', (_case, value, found) => {
    expect(messageOf(value)).toBe(`secret: ${found}; ${command}`);
  });

  it.each([
    ['zeros', Buffer.alloc(32).toString('base64url')],
    ['one byte again and again', Buffer.alloc(32, 0xa7).toString('base64url')],
    ['32 ascending bytes', Buffer.from(Array.from({ length: 32 }, (_, i) => i)).toString('base64url')],
    ['hexadecimal zeros', '0'.repeat(64)],
    ['a repeated random text', randomBytes(12).toString('base64url').repeat(4)],
    ['one character', 'A'.repeat(44)],
    ['the alphabet', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'],
    ['changeme', 'changeme'.repeat(8)],
    ['a placeholder', 'Please-CHANGE-ME-to-a-Long-Random-Text-of-64-Characters-in-Prod1'],
    ['a sentence with dashes', 'this-is-the-key-of-our-bank-and-nobody-else-may-know-it-at-all-x'],
    ['base64 of text', Buffer.from('The quick brown fox jumps over the lazy dog').toString('base64url')],
  ])('throws for a secret that is not random: %s', (_case, value) => {
    expect(messageOf(value)).toBe(`secret: expected random bytes; ${command}`);
  });

  it('accepts 20,000 random secrets', () => {
    for (let i = 0; i < 20_000; i++) decodeSecret(randomBytes(32 + (i % 3) * 16).toString('base64url'));
    for (let i = 0; i < 1_000; i++) decodeSecret(randomBytes(32).toString('hex'));
  });

  it('throws without any part of the secret', () => {
    for (const value of [`${secret.slice(0, 42)}!`, secret.slice(0, 30), `${'A'.repeat(43)}x`])
      expect(messageOf(value)).not.toContain(value.slice(0, 8));
  });
});
