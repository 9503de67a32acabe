import { expect, it } from 'vitest';
import { deriveKeys, matcherKeyOf } from '../../../src/server/keys.ts';
import { toBase64url } from '../../../src/wire/base64url.ts';

const secret = toBase64url(new Uint8Array(32).fill(1));

it('derives the same keys from the same secret, and different keys for different purposes', async () => {
  const keys = await deriveKeys(secret);
  expect(matcherKeyOf(await deriveKeys(secret))).toBe(matcherKeyOf(keys));
  expect(keys.host.kid).not.toBe(keys.matcher.kid);
});

it.each(['', 'not base64url!', toBase64url(new Uint8Array(31))])(
  'rejects the secret "%s" without quoting it',
  async (short) => {
    const error = await deriveKeys(short).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ message: 'secret: expected at least 32 bytes as base64url' });
  },
);
