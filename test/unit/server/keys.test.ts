import { expect, it } from 'vitest';
import { createSecret } from '../../../src/server/index.ts';
import { deriveKeys, matcherKeyOf } from '../../../src/server/keys.ts';

it('derives the same keys from the same secret, and different keys for different purposes', async () => {
  const secret = createSecret();
  const keys = await deriveKeys(secret);
  expect(matcherKeyOf(await deriveKeys(secret))).toBe(matcherKeyOf(keys));
  expect(keys.host.kid).not.toBe(keys.matcher.kid);
});
