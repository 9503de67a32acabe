import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalJson, transactionHash } from '../../../src/wire/transaction.ts';

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
