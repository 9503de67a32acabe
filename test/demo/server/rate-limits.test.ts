import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { normalizeAddress } from '../../../demo/server/client-address.ts';
import { countTry, rateLimits } from '../../../demo/server/rate-limits.ts';
import type { HttpClient } from './http-client.ts';
import { createDemoHost, type DemoHost } from './support.ts';

vi.mock('recognize-elements/server', () => import('../../../src/server/index.ts'));

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

let host: DemoHost;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  host = await createDemoHost({ trustedProxies: 1 });
  await host.register('ann');
});
afterAll(async () => {
  await host.close();
  vi.useRealTimers();
});
beforeEach(() => pass(HOUR_MS));

const send = (name: string, client = host.client()) =>
  client.call('POST', 'messages', { name, kind: 'code' });
const tryCode = (name: string, code = 'wrong', client: HttpClient = host.client()) =>
  client.call('POST', 'codes', { name, code });
/** Counts 90 of the 100 tries of an address. */
const useUp = async (address: string, { storage } = host) => {
  for (let i = 0; i < 90; i++) await countTry(storage, rateLimits.signInsOfAddress, address);
};
const statusesOf = async (calls: Promise<{ status: number }>[]) => {
  const statuses = (await Promise.all(calls)).map(({ status }) => status);
  return { refused: statuses.filter((status) => status === 429).length, all: statuses.length };
};

describe.each(['ann', 'nobody'])('codes of %s', (name) => {
  it('can be tried 20 times in an hour, with new codes between, and not more in parallel', async () => {
    for (let minute = 0; minute < 5; minute++) {
      expect((await send(name)).status).toBe(200);
      for (let i = 0; i < 4; i++) expect((await tryCode(name)).status).toBe(401);
      pass(MINUTE_MS);
    }
    expect((await send(name)).status).toBe(200);
    const { secret } = host.inbox.list(name)[0] ?? {};
    expect(await tryCode(name, secret ?? '000000')).toEqual({ status: 429, body: { error: 'too-many' } });
    pass(55 * MINUTE_MS);
    expect((await tryCode(name)).status).toBe(401);
    pass(2 * HOUR_MS);
    expect(await statusesOf(Array.from({ length: 50 }, () => tryCode(name)))).toEqual({
      refused: 30,
      all: 50,
    });
  });

  it('are sent once a minute, with the time to wait', async () => {
    expect((await send(name)).status).toBe(200);
    pass(20_000);
    const response = await host.client().fetch('POST', '/api/messages', { name, kind: 'link' });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '40']);
    const registration = await host.client().call('POST', 'people', { name, password: 'long enough' });
    expect(registration.status).toBe(429);
    pass(40_001);
    expect((await send(name)).status).toBe(200);
  });
});

it('allows 20 passwords of a person in an hour', async () => {
  const signIn = (password: string) => host.client().call('POST', 'sessions', { name: 'ann', password });
  // The rest takes long: each password is hashed.
  for (let i = 0; i < 18; i++) await countTry(host.storage, rateLimits.passwordsOfPerson, 'ann');
  expect(await statusesOf(Array.from({ length: 5 }, () => signIn('wrong password')))).toEqual({
    refused: 3,
    all: 5,
  });
  expect((await signIn("ann's password")).status).toBe(429);
  pass(HOUR_MS + 1);
  expect((await signIn("ann's password")).status).toBe(200);
});

describe('an address', () => {
  const clientAt = (forwarded: string) => {
    const client = host.client();
    client.headers = { 'x-forwarded-for': forwarded };
    return client;
  };

  it('can try 100 times in an hour for any names, whatever the client writes before the entry of the proxy', async () => {
    await useUp('198.51.100.7');
    const tries = Array.from({ length: 20 }, (_, i) =>
      tryCode(`name-${i}`, 'wrong', clientAt(`10.0.0.${i}, 198.51.100.7`)),
    );
    expect((await statusesOf(tries)).refused).toBe(10);
    expect((await tryCode('name-x', 'wrong', clientAt('198.51.100.8'))).status).toBe(401);
    expect((await clientAt('198.51.100.7').call('POST', 'links', { secret: 'x' })).status).toBe(429);
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['192.0.2.1:4711', '192.0.2.1'],
    ['2001:db8:1:2:aaaa::1', '2001:db8:1:2::'],
    ['2001:0DB8:1:2:bbbb:0:0:2', '2001:db8:1:2::'],
    ['[2001:db8:1:2::3]:443', '2001:db8:1:2::'],
    ['fe80::1%eth0', 'fe80:0:0:0::'],
    ['<script>', 'unknown'],
    ['', 'unknown'],
  ])('counts %s as %s', (address, expected) => expect(normalizeAddress(address)).toBe(expected));
});

it('ignores X-Forwarded-For without a trusted proxy, and counts the connection', async () => {
  const direct = await createDemoHost();
  const clientAt = (address: string, forwarded: string) => {
    const client = direct.client();
    [client.address, client.headers] = [address, { 'x-forwarded-for': forwarded }];
    return client;
  };
  await useUp('192.0.2.1', direct);
  const tries = Array.from({ length: 15 }, (_, i) =>
    tryCode(`name-${i}`, 'wrong', clientAt('192.0.2.1', `10.0.0.${i}`)),
  );
  expect((await statusesOf(tries)).refused).toBe(5);
  expect((await tryCode('name-x', 'wrong', clientAt('192.0.2.2', '192.0.2.1'))).status).toBe(401);
  await direct.close();
});

it('does not count tries that a clock a year ahead has noted', async () => {
  const now = Date.now();
  for (let i = 0; i < 20; i++) {
    pass(365 * 24 * HOUR_MS);
    await countTry(host.storage, rateLimits.passwordsOfPerson, 'cat').catch(() => {});
    vi.setSystemTime(now);
  }
  for (let i = 0; i < 20; i++) await countTry(host.storage, rateLimits.passwordsOfPerson, 'cat');
  await expect(countTry(host.storage, rateLimits.passwordsOfPerson, 'cat')).rejects.toMatchObject({
    status: 429,
  });
});
