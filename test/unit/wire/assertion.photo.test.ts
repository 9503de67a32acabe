import { SignJWT } from 'jose';
import { expect, it } from 'vitest';
import { captureClaim, verifyAssertion } from '../../../src/wire/assertion.ts';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { noCaptureFlags } from '../../../src/wire/capture-report.ts';
import type { Scenario } from '../../../src/wire/photo.ts';
import { errorOf } from '../../support/error-code.ts';

const origin = 'https://bank.example';
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
const signingKey = toBase64url(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)).slice(1));

const sign = (claims: object) =>
  new SignJWT({
    nonce: 'n',
    ceremony: 'enroll',
    device_id: 'd',
    amr: ['face'],
    liveness: 'off',
    capture: captureClaim(noCaptureFlags),
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(origin)
    .setAudience(origin)
    .setSubject('ann')
    .setJti('j')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey);

const verify = async (claims: object, scenario: Scenario | undefined) =>
  errorOf(
    verifyAssertion(await sign(claims), signingKey, {
      sub: 'ann',
      aud: origin,
      ceremony: 'enroll',
      deviceId: 'd',
      nonce: 'n',
      transactionHash: undefined,
      operation: undefined,
      scenario,
      report: { liveness: 'off', flags: noCaptureFlags },
    }),
  );

it('accepts the source and scenario that were enrolled', async () => {
  expect(await verify({ source: 'photo', scenario: 'SELFIE' }, 'SELFIE')).toBeUndefined();
  expect(await verify({}, undefined)).toBeUndefined();
});

it('[T125] throws security/assertion-invalid for another source or scenario than was enrolled', async () => {
  const wrong: [object, Scenario | undefined][] = [
    [{}, 'SELFIE'],
    [{ source: 'photo', scenario: 'SELFIE' }, undefined],
    [{ source: 'photo', scenario: 'TRUSTED_SOURCE' }, 'DOCUMENT'],
    [{ source: 'photo' }, 'DOCUMENT'],
  ];
  for (const [claims, scenario] of wrong)
    expect(await verify(claims, scenario)).toMatchObject({ code: 'security/assertion-invalid' });
});
