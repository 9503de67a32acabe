import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonicalJson, transactionHash } from '../../../src/wire/transaction.ts';

describe('canonical JSON', () => {
  test('is one text for what is equal, in the order of RFC 8785', () => {
    // Keys sort by UTF-16 units: the example of section 3.2.3.
    const keys = {
      '€': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew',
      '1': 'One',
      '😀': 'Emoji',
      '\u0080': 'Control',
      ö: 'o',
    };
    expect(Object.values(JSON.parse(canonicalJson(keys)))).toHaveLength(7);
    expect(canonicalJson(keys).match(/"(?:[^"\\]|\\.)*"(?=:)/g)).toEqual([
      '"\\r"',
      '"1"',
      '"\u0080"',
      '"ö"',
      '"€"',
      '"😀"',
      '"\ufb33"',
    ]);
    expect(canonicalJson({ b: [3, { d: null, c: true }], a: 'x' })).toBe(
      '{"a":"x","b":[3,{"c":true,"d":null}]}',
    );
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
    expect(canonicalJson([1e21, 0.1, -0, 'a"\\\n'])).toBe('[1e+21,0.1,0,"a\\"\\\\\\n"]');
  });

  test('tells apart what differs', () => {
    const texts = [{}, [], '', null, 0, false, { a: 1 }, { a: '1' }, [1], [[1]], { a: { b: 1 } }].map(
      canonicalJson,
    );
    expect(new Set(texts).size).toBe(texts.length);
  });
});

test('the hash of a transaction is that of its canonical JSON, whatever the order of its fields', async () => {
  const wanted = createHash('sha256').update('{"amount":"12.50","to":"Ann"}').digest('base64url');
  expect(await transactionHash({ to: 'Ann', amount: '12.50' })).toBe(wanted);
  expect(await transactionHash({ amount: '12.50', to: 'Ann' })).toBe(wanted);
  expect(await transactionHash({ amount: '12.5', to: 'Ann' })).not.toBe(wanted);
});
