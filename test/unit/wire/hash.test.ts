import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { taggedHash } from '../../../src/wire/hash.ts';

it('hashes the tag and the fields with their lengths', () => {
  const expected = createHash('sha256')
    .update('recognize/match/v1/ot')
    .update(Buffer.from([0, 0, 0, 2, 7, 8, 0, 0, 0, 4, 0, 0, 1, 0, 0, 0, 0, 3]))
    .update('aaa')
    .digest();
  expect(Buffer.from(taggedHash('ot', new Uint8Array([7, 8]), 256, 'aaa'))).toEqual(expected);
});

it('depends on the boundaries between fields and on the tag', () => {
  expect(taggedHash('ot', 'ab', 'c')).not.toEqual(taggedHash('ot', 'a', 'bc'));
  expect(taggedHash('ot', 'ab')).not.toEqual(taggedHash('ot', 'ab', ''));
  expect(taggedHash('ot', 'ab')).not.toEqual(taggedHash('sid', 'ab'));
});
