import { expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '../../../src/wire/base64url.ts';
import { systemRandom } from '../../../src/wire/bytes.ts';

it('encodes and decodes the vectors of RFC 4648, section 10, without padding', () => {
  const vectors = {
    '': '',
    f: 'Zg',
    fo: 'Zm8',
    foo: 'Zm9v',
    foob: 'Zm9vYg',
    fooba: 'Zm9vYmE',
    foobar: 'Zm9vYmFy',
  };
  for (const [plain, encoded] of Object.entries(vectors)) {
    expect(toBase64url(Buffer.from(plain))).toBe(encoded);
    expect(Buffer.from(fromBase64url(encoded)).toString()).toBe(plain);
  }
});

it('agrees with Buffer on random bytes of every length up to 99', () => {
  for (let length = 0; length < 100; length++) {
    const bytes = systemRandom(length);
    expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
    expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
  }
});

const invalid = ['A', 'Zg==', 'Zh', 'Zm9', 'Zm 8', 'Zm+8', 'Zm/8', 'Zmé8'];

it.each(invalid)('refuses %j with a SyntaxError', (encoded) => {
  expect(() => fromBase64url(encoded)).toThrow(SyntaxError);
});
