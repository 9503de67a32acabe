import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RecognizeErrorJson } from '../../../src/errors.ts';
import { createRecognizeServer } from '../../../src/server/index.ts';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { authorizationAudience } from '../../../src/wire/tokens.ts';
import { drawnFace } from '../../support/drawn-face.ts';
import { testStorage } from '../../support/storage.ts';
import { createTestBackend, origin, type TestBackend } from '../../support/test-backend.ts';
import { begin, deviceKeys, type Enrolled, enroll, enrollment, refused, send } from './client.ts';

let world: TestBackend;
let ann: Enrolled;
let keys: CryptoKeyPair;
const face = drawnFace(1);
const host = await generateKeyPair('ES256');
beforeAll(async () => {
  const authorizationKeys = [await exportJWK(host.publicKey)];
  world = await createTestBackend({ storage: await testStorage(), authorizationKeys });
  keys = await deviceKeys();
  ann = await enroll(world, 'ann', face());
}, 60_000);
// Runs that these tests leave open must not stand in the way of the next one.
beforeEach(() => {
  world.clock.now += 700_000;
});
afterAll(() => world.close());

const options = () => ({ recognizeId: 'ann', ceremony: 'recover', client: ann.client, keys }) as const;
const token = (more = {}) => world.token({ recognizeId: 'ann', ceremony: 'recover', ...more });
const beginWith = (more: Partial<Parameters<typeof begin>[1]>) =>
  refused(begin(world, { ...options(), ...more }));

describe('the first factor', () => {
  const calls = [
    ['POST', 'ceremonies'],
    ['POST', `ceremonies/${'A'.repeat(43)}/evaluate`],
    ['POST', `ceremonies/${'A'.repeat(43)}/finish`],
    ['GET', 'people/ann/devices'],
    ['POST', 'people/ann/devices'],
    ['GET', `people/ann/devices/${'A'.repeat(22)}`],
    ['PATCH', `people/ann/devices/${'A'.repeat(22)}`],
    ['DELETE', `people/ann/devices/${'A'.repeat(22)}`],
    ['DELETE', 'people/ann'],
  ] as const;
  const body = (method: string) =>
    method === 'GET' || method === 'DELETE' ? undefined : { recognizeId: 'ann', body: '' };

  it.each(calls)('%s %s without it is 401', async (method, path) => {
    const response = await world.fetchAs(undefined, method, path, body(method));
    expect(response.status).toBe(401);
    expect(((await response.json()) as { error: RecognizeErrorJson }).error.code).toBe('server/unauthorized');
  });

  it.each(calls)('%s %s of somebody else is 403', async (method, path) => {
    expect((await world.fetchAs('bea', method, path, body(method))).status).toBe(403);
  });

  it.each(calls.filter(([, path]) => !path.includes('ceremonies/')))(
    '%s %s that it does not allow is 403',
    async (method, path) => {
      const settings = { ...world.settings, authorize: async () => ({ recognizeId: 'ann', allow: [] }) };
      const server = await createRecognizeServer(settings);
      const sent =
        method === 'GET' || method === 'DELETE'
          ? {}
          : { body: JSON.stringify({ ...body(method), ceremony: 'recover' }) };
      const response = await server.fetch(new Request(`${origin}/${path}`, { method, ...sent }));
      await server.close();
      expect(response.status).toBe(403);
    },
  );
});

describe('the authorization in the first sealed body', () => {
  const signed = (
    claims: object,
    key = host.privateKey,
    seconds = Math.floor(world.clock.now / 1000),
    audience = authorizationAudience,
  ) =>
    new SignJWT({
      ceremony: 'recover',
      origin,
      jti: toBase64url(crypto.getRandomValues(new Uint8Array(8))),
      ...claims,
    })
      .setProtectedHeader({ alg: 'ES256' })
      .setSubject('ann')
      .setAudience(audience)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 300)
      .sign(key);

  it('of a host that signs it with a key of its own is taken', async () => {
    expect(await beginWith({ token: await signed({}) })).toMatchObject({ code: 'none' });
  });

  it.each<[string, () => Promise<string>, string, number]>([
    ['no token', async () => 'abc', 'server/unauthorized', 401],
    [
      'signed by nobody we know',
      async () => signed({}, (await generateKeyPair('ES256')).privateKey),
      'server/unauthorized',
      401,
    ],
    [
      'for another audience',
      () => signed({}, host.privateKey, undefined, 'other'),
      'server/unauthorized',
      401,
    ],
    ['for another person', () => token({ recognizeId: 'bea' }), 'server/forbidden', 403],
    ['for another ceremony', () => token({ ceremony: 'authenticate' }), 'server/forbidden', 403],
    [
      'for a page that is not served',
      () => token({ origin: 'https://evil.example' }),
      'server/forbidden',
      403,
    ],
    ['for another device key', () => token({ device_key: 'x'.repeat(43) }), 'server/forbidden', 403],
    [
      'too old',
      () => signed({}, host.privateKey, Math.floor(world.clock.now / 1000) - 400),
      'ceremony/session-expired',
      409,
    ],
    ['issued six minutes ago, good for an hour', () => longLived(), 'ceremony/session-expired', 409],
    [
      'from the future',
      () => signed({}, host.privateKey, Math.floor(world.clock.now / 1000) + 400),
      'server/unauthorized',
      401,
    ],
    ['without a name', () => signed({ jti: 5 }), 'server/unauthorized', 401],
    ['an assertion in its place', async () => ann.e2.assertion, 'server/unauthorized', 401],
  ])('%s', async (_what, make, code, status) => {
    expect(await beginWith({ token: await make() })).toMatchObject({ code, status });
  });

  const longLived = () => {
    const seconds = Math.floor(world.clock.now / 1000);
    return new SignJWT({ ceremony: 'recover', origin, jti: 'long' })
      .setProtectedHeader({ alg: 'ES256' })
      .setSubject('ann')
      .setAudience(authorizationAudience)
      .setIssuedAt(seconds - 360)
      .setExpirationTime(seconds + 3600)
      .sign(host.privateKey);
  };

  it('serves once, also when two come at the same time', async () => {
    const one = await token();
    const codes = await Promise.all([1, 2, 3, 4].map(() => beginWith({ token: one })));
    expect(codes.map(({ code }) => code).sort()).toEqual(['none', ...Array(3).fill('server/unauthorized')]);
    expect(await beginWith({ token: one })).toMatchObject({ code: 'server/unauthorized' });
  });

  it('is remembered as spent for as long as any clock would take it', async () => {
    const one = await token();
    expect(await beginWith({ token: one })).toMatchObject({ code: 'none' });
    world.clock.now += 303_000;
    await world.server.sweep();
    expect((await beginWith({ token: one })).code).toMatch(/unauthorized|expired/);
    world.clock.now -= 303_000;
    expect((await beginWith({ token: one })).code).toBe('server/unauthorized');
  });

  it('of an enrollment is checked the same way', async () => {
    const made = await enrollment(world, 'ann', face(), { claims: { ceremony: 'recover' } });
    expect(await refused(send(world, 'ann', made.request))).toMatchObject({ code: 'server/forbidden' });
  });
});
