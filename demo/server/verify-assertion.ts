import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import type { AssertionClaims } from 'recognize-elements/server';
import { type Backend, callBackend } from './backend.ts';
import { refusal } from './refusal.ts';

/**
 * Verifies an assertion with the published keys of the backend module.
 *
 * @returns its claims
 * @throws HTTPException `assertion` when it is not valid, expired, or of another user or site
 */
export async function verifyAssertion(
  backend: Backend,
  assertion: string,
  recognizeId: string,
): Promise<AssertionClaims> {
  const response = await callBackend(backend, 'jwks.json');
  const keys = createLocalJWKSet((await response.json()) as JSONWebKeySet);
  const { payload } = await jwtVerify<AssertionClaims>(assertion, keys, {
    algorithms: ['ES256'],
    audience: [...backend.origins],
    subject: recognizeId,
    requiredClaims: ['iat', 'exp', 'jti', 'nonce', 'ceremony', 'device_id'],
  }).catch(() => {
    throw refusal('assertion');
  });
  return payload;
}
