import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { verifyAuthorization } from '../../../src/wire/tokens.ts';
import { errorMessageOf as messageOf } from '../../support/error-code.ts';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, origin, type TestBackend } from '../../support/test-backend.ts';
import { refusalOf, rowsOf } from './backend.support.ts';
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
  const times = { iat: issuedAt, exp: issuedAt + lifetimeSeconds };
  return new SignJWT({ ceremony: 'recover', origin, jti, sub: 'ann', aud: audience, ...times, ...claims })
    .setProtectedHeader({ alg: 'ES256' })
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
  [
    'an origin that is not served',
    () => signAuthorization({ claims: { origin: 'https://evil.example' } }),
    'server/forbidden',
    403,
  ],
  ['another device key', () => issue({ device_key: 'x'.repeat(43) }), 'server/forbidden', 403],
  [
    'an expired token',
    () => signAuthorization({ issuedAt: nowSeconds() - 400 }),
    'ceremony/session-expired',
    409,
  ],
  [
    'a token issued seven minutes ago with a lifetime of an hour',
    () => signAuthorization({ issuedAt: nowSeconds() - 420, lifetimeSeconds: 3_960 }),
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

it.each<[string, Record<string, unknown>]>([
  // `nowSeconds` is added to a number.
  ['exp with a fraction', { exp: 100.5 }],
  ['exp in milliseconds', { exp: Date.now() }],
  ['exp beyond every date', { exp: 1e300 }],
  ...['jti', 'origin', 'challenge', 'transaction_hash', 'operation', 'device_key'].flatMap(
    (name): [string, Record<string, unknown>][] => [
      [`U+0000 in ${name}`, { [name]: 'a\0b' }],
      [`an unpaired surrogate in ${name}`, { [name]: 'a\ud800b' }],
    ],
  ),
])('[T77] returns 401 for a token of the host with %s, and stores nothing', async (_case, claims) => {
  const before = await rowsOf(backend, 'spent_tokens');
  const [name, value] = Object.entries(claims)[0]!;
  const token = await signAuthorization({
    claims: { [name]: typeof value === 'number' ? nowSeconds() + value : value },
  });
  expect(await beginWith({ token })).toMatchObject({ code: 'server/unauthorized', status: 401 });
  expect(await messageOf(verifyAuthorization(token, [hostKeys.publicKey], backend.clock.now))).toContain(
    `server/unauthorized: authorization.${name}: expected `,
  );
  expect(await rowsOf(backend, 'spent_tokens')).toEqual(before);
});

describe('the clock of a host that signs', () => {
  const begin = async (seconds: number, claims = {}) =>
    beginWith({ token: await signAuthorization({ issuedAt: nowSeconds() + seconds, claims }) });

  it.each([6, 59])('may be %i s ahead', async (seconds) => {
    expect(await begin(seconds)).toMatchObject({ code: 'none' });
    expect(await begin(seconds, { nbf: nowSeconds() + seconds })).toMatchObject({ code: 'none' });
  });

  it('may be 59 s behind, at the end of the lifetime', async () => {
    expect(await begin(-359)).toMatchObject({ code: 'none' });
  });

  it.each([
    ['server/unauthorized', 'iat: 90 s after', 60, 90, {}],
    ['server/unauthorized', 'nbf: 90 s after', 60, 0, { nbf: 90 }],
    ['ceremony/session-expired', 'exp: 100 s before', 60, -400, {}],
    ['ceremony/session-expired', 'iat: 400 s before', 300, -400, { exp: 100 }],
  ])('is named with the difference: %s, %s', async (code, difference, limit, seconds, times) => {
    const claims = Object.fromEntries(
      Object.entries(times).map(([name, value]) => [name, nowSeconds() + value]),
    );
    const lifetimeSeconds = 'exp' in times ? times.exp - seconds : 300;
    const token = await signAuthorization({ issuedAt: nowSeconds() + seconds, lifetimeSeconds, claims });
    const now = nowSeconds() * 1000;
    expect(await messageOf(verifyAuthorization(token, [hostKeys.publicKey], now))).toBe(
      `${code}: authorization.${difference} the time of this server, expected at most ${limit} s; compare the clocks`,
    );
    expect(await beginWith({ token })).toMatchObject({ code });
  });
});

describe('issueAuthorization', () => {
  it('normalizes the origin', async () => {
    const token = await issue({ origin: 'HTTPS://bank.example:443/' });
    expect(await beginWith({ token })).toMatchObject({ code: 'none' });
  });

  it.each<[string, object, string]>([
    [
      'another origin',
      { origin: 'https://evil.example' },
      'origin: https://evil.example is not one of the origins of this server (https://bank.example)',
    ],
    ['no ceremony', { ceremony: undefined }, 'ceremony: expected one of enroll, recover, authenticate'],
    ['a misspelled name', { transactionHash: 'x' }, 'transactionHash: unknown name'],
    [
      'U+0000 in a challenge',
      { challenge: '\0' },
      'challenge: expected text without U+0000 and unpaired surrogates',
    ],
    [
      'the Recognize ID ..',
      { recognizeId: '..' },
      'recognizeId: expected 1 to 200 characters, not "." or "..", without U+0000 and unpaired surrogates',
    ],
    ['activate as text', { activate: 'yes' }, 'activate: expected true or false'],
  ])('rejects %s', async (_case, request, detail) => {
    await expect(issue(request)).rejects.toThrow(`issueAuthorization: ${detail}`);
  });

  it('rejects a challenge that is too long for a token', async () => {
    await expect(issue({ challenge: 'x'.repeat(2_000) })).rejects.toThrow(
      /^issueAuthorization: expected a token of at most 2046 characters, not \d+: shorten challenge or operation$/,
    );
  });
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
  backend.clock.now += 359_000;
  await backend.server.sweep();
  expect((await beginWith({ token })).code).toMatch(/unauthorized|expired/);
  backend.clock.now -= 359_000;
  expect((await beginWith({ token })).code).toBe('server/unauthorized');
});

it('rejects an authorization for another ceremony in an EnrollRequest with server/forbidden', async () => {
  const { request } = await prepareEnrollment(backend, 'ann', face(), { claims: { ceremony: 'recover' } });
  expect(await refusalOf(send(backend, 'ann', request))).toMatchObject({ code: 'server/forbidden' });
});
