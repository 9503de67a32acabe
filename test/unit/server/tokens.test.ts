import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, origin, type TestBackend } from '../../support/test-backend.ts';
import { refusalOf } from './backend.support.ts';
import {
  beginCeremony,
  type CeremonyOptions,
  createDeviceKeys,
  type Enrollment,
  enroll,
  prepareEnrollment,
  send,
} from './support.ts';

const face = syntheticFace(1);
const hostKeys = await generateKeyPair('ES256');
let backend: TestBackend;
let enrollment: Enrollment;
let keys: CryptoKeyPair;
beforeAll(async () => {
  const authorizationKeys = [await exportJWK(hostKeys.publicKey)];
  backend = await createTestBackend({ storage: await testStorage(), authorizationKeys });
  keys = await createDeviceKeys();
  enrollment = await enroll(backend, 'ann', face());
});
// Expires the ceremonies that the test before has left open.
beforeEach(() => {
  backend.clock.now += 700_000;
});
afterAll(() => backend.close());

const nowSeconds = () => Math.floor(backend.clock.now / 1000);

/** Signs as a host with its own key. */
function signAuthorization({
  claims = {},
  key = hostKeys.privateKey,
  issuedAt = nowSeconds(),
  lifetimeSeconds = 300,
  audience = 'recognize',
} = {}): Promise<string> {
  const jti = toBase64url(crypto.getRandomValues(new Uint8Array(8)));
  return new SignJWT({ ceremony: 'recover', origin, jti, ...claims })
    .setProtectedHeader({ alg: 'ES256' })
    .setSubject('ann')
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .sign(key);
}

const issue = (request = {}) => backend.token({ recognizeId: 'ann', ceremony: 'recover', ...request });
const beginWith = (options: Partial<CeremonyOptions>) =>
  refusalOf(
    beginCeremony(backend, {
      recognizeId: 'ann',
      ceremony: 'recover',
      clientShare: enrollment.clientShare,
      keys,
      ...options,
    }),
  );

it('accepts an authorization that the host signed with a key of authorizationKeys', async () => {
  expect(await beginWith({ token: await signAuthorization() })).toMatchObject({ code: 'none' });
});

it.each<[string, () => Promise<string>, string, number]>([
  ['text that is not a token', async () => 'abc', 'server/unauthorized', 401],
  [
    'an unknown signing key',
    async () => signAuthorization({ key: (await generateKeyPair('ES256')).privateKey }),
    'server/unauthorized',
    401,
  ],
  ['another audience', () => signAuthorization({ audience: 'other' }), 'server/unauthorized', 401],
  ['another user', () => issue({ recognizeId: 'bea' }), 'server/forbidden', 403],
  ['another ceremony', () => issue({ ceremony: 'authenticate' }), 'server/forbidden', 403],
  ['an origin that is not served', () => issue({ origin: 'https://evil.example' }), 'server/forbidden', 403],
  ['another device key', () => issue({ device_key: 'x'.repeat(43) }), 'server/forbidden', 403],
  [
    'an expired token',
    () => signAuthorization({ issuedAt: nowSeconds() - 400 }),
    'ceremony/session-expired',
    409,
  ],
  [
    'a token issued six minutes ago with a lifetime of an hour',
    () => signAuthorization({ issuedAt: nowSeconds() - 360, lifetimeSeconds: 3_960 }),
    'ceremony/session-expired',
    409,
  ],
  [
    'a token issued in the future',
    () => signAuthorization({ issuedAt: nowSeconds() + 400 }),
    'server/unauthorized',
    401,
  ],
  [
    'a token without a jti of type string',
    () => signAuthorization({ claims: { jti: 5 } }),
    'server/unauthorized',
    401,
  ],
  ['an assertion', async () => enrollment.response.assertion, 'server/unauthorized', 401],
])('rejects %s', async (_case, createToken, code, status) => {
  expect(await beginWith({ token: await createToken() })).toMatchObject({ code, status });
});

it('[T56] accepts an authorization once, also when four requests use it in parallel', async () => {
  const token = await issue();
  const results = await Promise.all([1, 2, 3, 4].map(() => beginWith({ token })));
  const codes = results.map(({ code }) => code).sort();
  expect(codes).toEqual(['none', ...Array(3).fill('server/unauthorized')]);
  expect(await beginWith({ token })).toMatchObject({ code: 'server/unauthorized' });
});

it('[T57] keeps the record of a used authorization for longer than the clock tolerance', async () => {
  const token = await issue();
  expect(await beginWith({ token })).toMatchObject({ code: 'none' });
  backend.clock.now += 303_000;
  await backend.server.sweep();
  expect((await beginWith({ token })).code).toMatch(/unauthorized|expired/);
  backend.clock.now -= 303_000;
  expect((await beginWith({ token })).code).toBe('server/unauthorized');
});

it('rejects an authorization for another ceremony in an EnrollRequest with server/forbidden', async () => {
  const { request } = await prepareEnrollment(backend, 'ann', face(), { claims: { ceremony: 'recover' } });
  expect(await refusalOf(send(backend, 'ann', request))).toMatchObject({ code: 'server/forbidden' });
});
