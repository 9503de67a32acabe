// cspell:ignore خواهم

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalJson, checkTransaction, transactionHash } from '../../../src/wire/transaction.ts';

describe('canonicalJson', () => {
  it('sorts keys by UTF-16 code units (RFC 8785, section 3.2.3)', () => {
    const example = {
      '€': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew',
      '1': 'One',
      '😀': 'Emoji',
      '\u0080': 'Control',
      ö: 'o',
    };
    expect(Object.values(JSON.parse(canonicalJson(example)))).toHaveLength(7);
    expect(canonicalJson(example).match(/"(?:[^"\\]|\\.)*"(?=:)/g)).toEqual([
      '"\\r"',
      '"1"',
      '"\u0080"',
      '"ö"',
      '"€"',
      '"😀"',
      '"\ufb33"',
    ]);
  });

  it('has no white space, sorts nested objects, keeps the order of lists, and leaves out undefined members', () => {
    expect(canonicalJson({ b: [3, { d: null, c: true }], a: 'x' })).toBe(
      '{"a":"x","b":[3,{"c":true,"d":null}]}',
    );
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it('serializes numbers and strings as JSON.stringify', () => {
    expect(canonicalJson([1e21, 0.1, -0, 'a"\\\n'])).toBe('[1e+21,0.1,0,"a\\"\\\\\\n"]');
  });

  it('differs for different values', () => {
    const values = [{}, [], '', null, 0, false, { a: 1 }, { a: '1' }, [1], [[1]], { a: { b: 1 } }];
    expect(new Set(values.map(canonicalJson)).size).toBe(values.length);
  });
});

it('transactionHash is the SHA-256 of the canonical JSON, whatever the order of the fields', async () => {
  const expected = createHash('sha256').update('{"amount":"12.50","to":"Ann"}').digest('base64url');
  expect(await transactionHash({ to: 'Ann', amount: '12.50' })).toBe(expected);
  expect(await transactionHash({ amount: '12.50', to: 'Ann' })).toBe(expected);
  expect(await transactionHash({ amount: '12.5', to: 'Ann' })).not.toBe(expected);
});

const visible = 'expected only visible characters, found';
const refused: readonly [transaction: unknown, detail: string][] = [
  [{ Amount: '\u202e00.01 RUE\u202c' }, `transaction.Amount: ${visible} U+202E`],
  [{ Amount: '10\u200b0' }, `transaction.Amount: ${visible} U+200B`],
  [{ 'A\u200bmount': 1 }, `transaction: the name of the field "A[U+200B]mount": ${visible} U+200B`],
  [{ '': 1 }, 'transaction: expected field names with visible characters'],
  [{ Amount: ' ' }, 'transaction.Amount: expected visible characters, or the empty string'],
  [{ Amount: { value: 1 } }, 'transaction.Amount: expected a string or a finite number'],
  [{ Amount: Number.NaN }, 'transaction.Amount: expected a string or a finite number'],
  [['a'], 'transaction: expected an object'],
  [null, 'transaction: expected an object'],
];

it.each(refused)('[T88] refuses the transaction %j and does not hash it', async (transaction, detail) => {
  expect(() => checkTransaction(transaction)).toThrow(`usage/invalid-property: ${detail}`);
  await expect(transactionHash(transaction as never)).rejects.toThrow(`usage/invalid-property: ${detail}`);
});

it('accepts amounts and names in many scripts', () => {
  for (const text of ['1\u202f234,50\u00a0€', 'می\u200cخواهم', 'Zoë', '👩\u200d🚀', ''])
    expect(() => checkTransaction({ Amount: text })).not.toThrow();
});

it.each([[new Map([['Amount', '10']])], [new Date(0)], [['Amount']], [null], ['text']])(
  'refuses a value whose fields could not be shown: %s',
  async (transaction) => {
    const hash = transactionHash(transaction as unknown as Record<string, string>);
    await expect(hash).rejects.toMatchObject({ code: 'usage/invalid-property' });
  },
);
