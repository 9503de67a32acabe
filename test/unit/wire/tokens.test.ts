import { type JWTPayload, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { captureClaim, verifyAssertion } from '../../../src/wire/assertion.ts';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { noCaptureFlags } from '../../../src/wire/capture-report.ts';
import {
  AUTHORIZATION_AUDIENCE,
  AUTHORIZATION_LIFETIME_SECONDS,
  readAuthorization,
  verifyAuthorization,
} from '../../../src/wire/tokens.ts';
import { errorCodeOf } from '../../support/error-code.ts';

const now = 1_790_000_000_000;
const seconds = now / 1000;
let keys: CryptoKeyPair;
let otherKeys: CryptoKeyPair;

beforeAll(async () => {
  const generate = () =>
    crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  [keys, otherKeys] = [await generate(), await generate()];
});

const sign = (claims: JWTPayload, key = keys.privateKey) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(key);

const authorization = {
  sub: 'ann',
  ceremony: 'recover',
  origin: 'https://bank.example',
  jti: 'token-1',
  aud: AUTHORIZATION_AUDIENCE,
  iat: seconds,
  exp: seconds + AUTHORIZATION_LIFETIME_SECONDS,
};

describe('verifyAuthorization', () => {
  const verify = async (claims: JWTPayload) => verifyAuthorization(await sign(claims), [keys.publicKey], now);

  it('returns the known claims and drops all other ones', async () => {
    const claims = await verify({ ...authorization, activate: true, challenge: 'c', other: 'x' });
    const { aud: _, iat: __, ...expected } = authorization;
    expect(claims).toEqual({ ...expected, activate: true, challenge: 'c' });
  });

  it('accepts the second of two keys', async () => {
    const token = await sign(authorization);
    const claims = await verifyAuthorization(token, [otherKeys.publicKey, keys.publicKey], now);
    expect(claims.sub).toBe('ann');
  });

  it.each<[string, JWTPayload, string]>([
    ['a ceremony that does not exist', { ceremony: 'other' }, 'authorization.ceremony: expected'],
    ['an origin of another type', { origin: 7 }, 'authorization.origin: expected string'],
    ['activate of another type', { activate: 'yes' }, 'authorization.activate: expected boolean'],
    ['a transaction hash of another type', { transaction_hash: 1 }, 'authorization.transaction_hash'],
    ['another audience', { aud: 'other' }, 'authorization.aud: not the expected value'],
  ])('refuses %s with server/unauthorized', async (_, change, detail) => {
    await expect(verify({ ...authorization, ...change })).rejects.toThrow(`server/unauthorized: ${detail}`);
  });

  it('refuses a token of another key with server/unauthorized', async () => {
    const token = await sign(authorization, otherKeys.privateKey);
    expect(await errorCodeOf(verifyAuthorization(token, [keys.publicKey], now))).toBe('server/unauthorized');
  });

  it('refuses an expired token with ceremony/session-expired', async () => {
    const token = await sign(authorization);
    const later = now + (AUTHORIZATION_LIFETIME_SECONDS + 61) * 1000;
    expect(await errorCodeOf(verifyAuthorization(token, [keys.publicKey], later))).toBe(
      'ceremony/session-expired',
    );
  });
});

describe('readAuthorization', () => {
  it('reads the claims without the key', async () => {
    expect(readAuthorization(await sign(authorization, otherKeys.privateKey)).jti).toBe('token-1');
  });

  it('refuses a string that is not a JWT, and a JWT without the claims, with server/unauthorized', async () => {
    expect(() => readAuthorization('no token')).toThrow('server/unauthorized: authorization: expected a JWT');
    const { origin: _, ...incomplete } = authorization;
    const token = await sign(incomplete);
    expect(() => readAuthorization(token)).toThrow('server/unauthorized: authorization.origin: missing');
  });
});

describe('verifyAssertion', () => {
  const assertion = {
    iss: 'https://bank.example',
    aud: 'https://bank.example',
    sub: 'ann',
    iat: seconds,
    exp: seconds + 300,
    jti: 'assertion-1',
    nonce: 'challenge-1',
    ceremony: 'recover',
    device_id: 'device-1',
    amr: ['face', 'pop'],
    cnf: { jkt: 'thumbprint' },
    transaction_hash: 'hash-1',
    operation: 'order-1',
    liveness: 'active',
    capture: captureClaim({ ...noCaptureFlags, cameraChanged: true }),
  };
  const expected = {
    sub: 'ann',
    aud: 'https://bank.example',
    ceremony: 'recover',
    deviceId: 'device-1',
    nonce: 'challenge-1',
    keyThumbprint: 'thumbprint',
    transactionHash: 'hash-1',
    operation: 'order-1',
    report: { liveness: 'active', flags: { ...noCaptureFlags, cameraChanged: true } },
  } as const;
  const verify = async (claims: JWTPayload, key = keys) => {
    const uncompressed = new Uint8Array(await crypto.subtle.exportKey('raw', key.publicKey));
    return verifyAssertion(await sign(claims), toBase64url(uncompressed.subarray(1)), expected);
  };

  it('returns the claims of the assertion of the expected ceremony', async () => {
    expect(await verify(assertion)).toEqual(assertion);
  });

  it.each<[string, JWTPayload]>([
    ['another user', { sub: 'bea' }],
    ['another origin', { aud: 'https://other.example' }],
    ['another ceremony', { ceremony: 'authenticate' }],
    ['another device', { device_id: 'device-2' }],
    ['another nonce', { nonce: 'challenge-2' }],
    ['another device key', { cnf: { jkt: 'other' } }],
    ['no device key', { cnf: undefined }],
    ['another transaction', { transaction_hash: 'hash-2' }],
    ['no transaction', { transaction_hash: undefined }],
    ['another operation', { operation: 'order-2' }],
    ['`amr` of another type', { amr: 'face' }],
  ])('refuses %s with security/assertion-invalid', async (_, change) => {
    expect(await errorCodeOf(verify({ ...assertion, ...change }))).toBe('security/assertion-invalid');
  });

  it.each<[string, JWTPayload]>([
    ['another level of the liveness check', { liveness: 'passive' }],
    ['no level', { liveness: undefined }],
    ['other capture flags', { capture: captureClaim(noCaptureFlags) }],
    ['no capture flags', { capture: undefined }],
  ])('[T105] refuses %s than this browser has sent, with security/assertion-invalid', async (_, change) => {
    expect(await errorCodeOf(verify({ ...assertion, ...change }))).toBe('security/assertion-invalid');
  });

  it('refuses the signature of another key, and invalid keys, with security/assertion-invalid', async () => {
    expect(await errorCodeOf(verify(assertion, otherKeys))).toBe('security/assertion-invalid');
    const token = await sign(assertion);
    for (const key of ['', '!', 'AAAA'])
      expect(await errorCodeOf(verifyAssertion(token, key, expected))).toBe('security/assertion-invalid');
  });
});
