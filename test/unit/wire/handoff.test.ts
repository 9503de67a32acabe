import { expect, it } from 'vitest';
import { systemRandom } from '../../../src/wire/bytes.ts';
import {
  handoffKeyHash,
  linkKeyOf,
  linkTo,
  openFromBrowser,
  parseHandoffLink,
  parseHandoffSettings,
  parseHandoffStatus,
  sealForBrowser,
} from '../../../src/wire/handoff.ts';
import { errorCodeOf, errorMessageOf } from '../../support/error-code.ts';

const secret = new Uint8Array(32).fill(9);
const handoffId = 'A'.repeat(22);

it.each(['https://bank.example/phone', 'https://bank.example/?a=1#/phone/'])(
  'reads back the link to %s',
  (page) => {
    const link = { ceremony: 'recover', handoffId, secret } as const;
    const url = linkTo(page, link);
    expect(url.startsWith(page)).toBe(true);
    const { hash } = new URL(url);
    expect(parseHandoffLink(hash.replace('#/phone/', ''))).toEqual(link);
  },
);

it.each([
  '',
  'recover',
  'pay.AAAA.BBBB',
  `recover.${handoffId}.short`,
  `remove.${handoffId}.${'A'.repeat(43)}`,
])('returns undefined for %j, which is no link', (text) => {
  expect(parseHandoffLink(text)).toBeUndefined();
});

it('derives different values for link key, stored hash and secret', () => {
  const values = [secret, linkKeyOf(secret), handoffKeyHash(secret), handoffKeyHash(linkKeyOf(secret))];
  expect(new Set(values.map(String)).size).toBe(4);
});

it('opens what the other browser has sealed, in its direction and with its secret only', async () => {
  const sealed = await sealForBrowser(secret, 'payload', { a: 1 });
  expect(await openFromBrowser(secret, 'payload', sealed)).toEqual({ a: 1 });
  const changed = sealed.slice();
  changed[20]! ^= 1;
  for (const attempt of [
    () => openFromBrowser(secret, 'result', sealed),
    () => openFromBrowser(systemRandom(32), 'payload', sealed),
    () => openFromBrowser(secret, 'payload', changed),
    () => openFromBrowser(secret, 'payload', new Uint8Array(3)),
  ])
    expect(await errorCodeOf(attempt())).toBe('security/envelope-invalid');
});

it('refuses settings that are no input of a ceremony', async () => {
  const parse = async (value: unknown) => parseHandoffSettings(value);
  expect(await parse({ recognizeId: 'ann', clientState: 'x' })).toEqual({
    recognizeId: 'ann',
    clientState: 'x',
  });
  expect(await errorMessageOf(parse({ recognizeId: 'ann', type: 'SDK' }))).toContain('handoff.payload.type');
  expect(await errorCodeOf(parse({}))).toBe('security/envelope-invalid');
});

it('refuses a status that is not one of the backend module', async () => {
  const parse = async (value: unknown) => parseHandoffStatus(value);
  expect(await parse({ state: 'waiting', remainingMs: 1e9 })).toEqual({
    state: 'waiting',
    remainingMs: 600_000,
  });
  expect(await errorCodeOf(parse({ state: 'open', remainingMs: 1 }))).toBe('host/bad-response');
  expect(await errorCodeOf(parse({ state: 'done', remainingMs: 1, result: '?' }))).toBe('host/bad-response');
});
