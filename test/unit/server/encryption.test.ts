import { expect, it } from 'vitest';
import { createCipher, SealError } from '../../../src/server/encryption.ts';

const cipher = createCipher(new Uint8Array(32).fill(1));
const secret = new Uint8Array([1, 2, 3]);
const context = 'share x model 256';

it('opens what it sealed, with a new nonce each time', () => {
  const sealed = [cipher.seal(secret, context), cipher.seal(secret, context)];
  expect(sealed[0]).not.toEqual(sealed[1]);
  for (const bytes of sealed) expect(cipher.open(bytes, context)).toEqual(secret);
});

it('throws SealError for another context or key, and for changed or truncated bytes', () => {
  const sealed = cipher.seal(secret, context);
  const otherCipher = createCipher(new Uint8Array(32).fill(2));
  expect(() => cipher.open(sealed, 'share x model 512')).toThrow(SealError);
  expect(() => otherCipher.open(sealed, context)).toThrow(SealError);
  for (let index = 0; index < sealed.length; index++) {
    const changed = sealed.slice();
    changed[index]! ^= 1;
    expect(() => cipher.open(changed, context)).toThrow(SealError);
  }
  expect(() => cipher.open(sealed.slice(0, 20), context)).toThrow();
});
