import { serve } from '@hono/node-server';
import { type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAssertionVerifier, transactionHash } from '../../../src/server/index.ts';
import { deriveKeys, type Keys } from '../../../src/server/keys.ts';
import type { LivenessLevel } from '../../../src/wire/liveness.ts';
import { errorOf } from '../../support/error-code.ts';
import { freePort } from '../../support/free-port.ts';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, origin, type TestBackend } from '../../support/test-backend.ts';
import { bindBrowser, enroll, runCeremony } from './support.ts';

const face = syntheticFace(1);
const challenge = 'challenge-1';
const transaction = { amount: '12.00 EUR', to: 'Ada' };
let backend: TestBackend;
let keys: Keys;
/** Of an authentication with challenge and transaction. */
let assertion: string;
beforeAll(async () => {
  backend = await createTestBackend({
    storage: await testStorage(),
    origins: [origin, 'https://www.bank.example'],
  });
  keys = await deriveKeys(backend.settings.secret);
  const bound = await bindBrowser(backend, await enroll(backend, 'ann', face()), face());
  const claims = { challenge, transaction_hash: await transactionHash(transaction) };
  const options = { ...bound, ceremony: 'authenticate', claims } as const;
  const { finishResponse } = await runCeremony(backend, options, face());
  if (!finishResponse.recognized) throw new Error('not recognized');
  assertion = finishResponse.assertion;
});
afterAll(() => backend.close());

const expected = { recognizeId: 'ann', ceremony: 'authenticate' } as const;
const payload = (): JWTPayload => JSON.parse(Buffer.from(assertion.split('.')[1]!, 'base64url').toString());

/** Signs a changed assertion with the matcher's key. */
const sign = (claims: object, key = keys.matcher.privateKey) =>
  new SignJWT({ ...payload(), ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: keys.matcher.kid })
    .sign(key);

const refused = (detail: string) => ({ code: 'security/assertion-invalid', detail });

describe('verifyAssertion', () => {
  it('returns the claims of an assertion', async () => {
    const { verifyAssertion } = backend.server;
    const claims = await verifyAssertion(assertion, { ...expected, challenge, transaction });
    expect(claims).toMatchObject({ sub: 'ann', aud: origin, ceremony: 'authenticate', nonce: challenge });
    expect(claims).toEqual(await verifyAssertion(assertion, expected));
  });

  it.each<[LivenessLevel, string | undefined]>([
    ['off', undefined],
    ['passive', undefined],
    ['active', 'assertion.liveness: expected active or more, found passive'],
  ])('compares the level of an assertion with passive to at least %s', async (liveness, detail) => {
    const passive = await sign({ liveness: 'passive' });
    const error = await errorOf(backend.server.verifyAssertion(passive, { ...expected, liveness }));
    expect(error?.detail).toBe(detail);
  });

  it.each<[string, object, string]>([
    ['another user', { recognizeId: 'bea' }, 'assertion.sub: not the expected value'],
    ['another ceremony', { ceremony: 'recover' }, 'assertion.ceremony: not the expected value'],
    ['another challenge', { challenge: 'challenge-2' }, 'assertion.nonce: not the expected value'],
    [
      'another transaction',
      { transaction: { ...transaction, amount: '13.00 EUR' } },
      'assertion.transaction_hash: not the expected value',
    ],
  ])('rejects it for %s', async (_case, change, detail) => {
    await expect(
      backend.server.verifyAssertion(assertion, { ...expected, challenge, transaction, ...change }),
    ).rejects.toMatchObject(refused(detail));
  });

  it.each<[string, object, string]>([
    ['another issuer', { iss: 'https://evil.example' }, 'assertion.iss: not the expected value'],
    ['an origin of another site', { aud: 'https://evil.example' }, 'assertion.aud: not the expected value'],
    ['no nonce', { nonce: undefined }, 'assertion.nonce: missing'],
    ['no level', { liveness: undefined }, 'assertion.liveness: missing'],
    ['no capture flags', { capture: undefined }, 'assertion.capture: missing'],
    [
      'a capture flag that is no boolean',
      { capture: { virtual_camera: 1 } },
      'assertion.capture.virtual_camera: expected boolean',
    ],
    ['no device id', { device_id: undefined }, 'assertion.device_id: missing'],
    ['amr as text', { amr: 'face' }, 'assertion.amr: expected Array'],
    [
      'an expected transaction that it does not have',
      { transaction_hash: undefined },
      'assertion.transaction_hash: missing',
    ],
  ])('rejects an assertion with %s', async (_case, claims, detail) => {
    const changed = await sign(claims);
    await expect(
      backend.server.verifyAssertion(changed, { ...expected, challenge, transaction }),
    ).rejects.toMatchObject(refused(detail));
  });

  it('accepts another clock of 60 seconds at both ends of the lifetime, and names the difference beyond that', async () => {
    const seconds = Math.floor(backend.clock.now / 1000);
    const at = (iat: number) => sign({ iat: seconds + iat, exp: seconds + iat + 300 });
    for (const iat of [59, -300, -359])
      await expect(backend.server.verifyAssertion(await at(iat), expected)).resolves.toBeDefined();
    await expect(backend.server.verifyAssertion(await at(90), expected)).rejects.toMatchObject(
      refused('assertion.iat: 90 s after the time of this server, expected at most 60 s; compare the clocks'),
    );
    await expect(backend.server.verifyAssertion(await at(-400), expected)).rejects.toMatchObject(
      refused(
        'assertion.exp: 100 s before the time of this server, expected at most 60 s; compare the clocks',
      ),
    );
  });

  it('rejects other tokens: an authorization, another key, no signature, no token', async () => {
    const signature = refused('assertion: expected an ES256 JWT with a signature of the matcher');
    const { verifyAssertion } = backend.server;
    const token = await backend.token({ recognizeId: 'ann', ceremony: 'authenticate' });
    await expect(verifyAssertion(token, expected)).rejects.toMatchObject(signature);
    const foreign = await sign({}, keys.host.privateKey);
    await expect(verifyAssertion(foreign, expected)).rejects.toMatchObject(signature);
    const [, body] = assertion.split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    for (const value of [none, '', 'a.b.c', undefined, null, 5])
      await expect(verifyAssertion(value as string, expected)).rejects.toMatchObject(signature);
    // An activation is signed with the matcher's key too.
    await expect(verifyAssertion(await sign({ aud: 'recognize' }), expected)).rejects.toMatchObject(
      refused('assertion.aud: not the expected value'),
    );
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'expected an object'],
    ['no user', { ceremony: 'recover' }, 'recognizeId: missing'],
    ['no ceremony', { recognizeId: 'ann' }, 'ceremony: missing'],
    ['an empty list of ceremonies', { ...expected, ceremony: [] }, 'ceremony: expected one of enroll'],
    ['an undefined challenge', { ...expected, challenge: undefined }, 'challenge: expected text'],
    ['an empty challenge', { ...expected, challenge: '' }, 'challenge: expected text that is not empty'],
    ['an undefined transaction', { ...expected, transaction: undefined }, 'transaction: expected an object'],
    ['a misspelled name', { ...expected, nonce: 'x' }, 'nonce: unknown name'],
  ])('rejects with an Error when the host expects %s', async (_case, value, detail) => {
    await expect(backend.server.verifyAssertion(assertion, value as typeof expected)).rejects.toThrow(
      `verifyAssertion: ${detail}`,
    );
  });
});

describe('createAssertionVerifier', () => {
  it('verifies assertions of another process with its jwks.json', async () => {
    const server = serve({
      fetch: (request) => backend.server.fetch(request),
      port: 0,
      hostname: '127.0.0.1',
    });
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const issuer = { jwks: `http://127.0.0.1:${port}/jwks.json`, issuer: origin, origins: [`${origin}/`] };
    const verify = createAssertionVerifier({ ...issuer, now: () => backend.clock.now });
    expect(await verify(assertion, { ...expected, challenge })).toMatchObject({ sub: 'ann' });
    await expect(verify(assertion, { ...expected, ceremony: 'recover' })).rejects.toMatchObject({
      code: 'security/assertion-invalid',
    });
    const foreign = await sign({}, keys.host.privateKey);
    await expect(verify(foreign, expected)).rejects.toMatchObject({ code: 'security/assertion-invalid' });
    server.close();
  });

  it('rejects with server/unavailable when the keys cannot be fetched', async () => {
    const jwks = new URL(`http://127.0.0.1:${await freePort()}/jwks.json`);
    const verify = createAssertionVerifier({ jwks, issuer: origin, origins: [origin] });
    await expect(verify(assertion, expected)).rejects.toMatchObject({ code: 'server/unavailable' });
  });

  it.each<[string, object, string]>([
    ['no issuer', { issuer: undefined }, 'issuer: expected the issuer of the server'],
    ['an empty issuer', { issuer: ' ' }, 'issuer: expected the issuer of the server'],
    ['no origin', { origins: [] }, 'origins: expected at least one origin'],
    ['a pattern as origin', { origins: ['https://*.bank.example'] }, 'origins.0: expected an origin'],
    ['a path to the keys', { jwks: '/jwks.json' }, 'jwks: expected the address of jwks.json, or its content'],
    ['no keys', { jwks: undefined }, 'jwks: expected the address of jwks.json, or its content'],
    ['a misspelled name', { audience: 'x' }, 'audience: unknown name'],
  ])(
    'throws an Error for %s, which would turn a check off or refuse every assertion',
    (_case, wrong, detail) => {
      const options = { jwks: `${origin}/jwks.json`, issuer: origin, origins: [origin], ...wrong };
      expect(() => createAssertionVerifier(options)).toThrow(`createAssertionVerifier: ${detail}`);
    },
  );
});
