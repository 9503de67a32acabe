import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { RecognizeError } from '../errors.ts';
import {
  type AssertionClaims,
  type AuthorizationClaims,
  AUTHORIZATION_AUDIENCE,
  AUTHORIZATION_LIFETIME_SECONDS,
  type Ceremony,
  verifyAuthorization,
} from '../wire/tokens.ts';
import type { Context } from './context.ts';
import type { SigningKey } from './keys.ts';
import { insertSpentToken } from './repositories/spent-tokens.ts';
import type { Sql } from './storage/sql.ts';

/** Lifetime of an assertion. */
const ASSERTION_SECONDS = 300;

/** A used token is recorded for this long after its end. It must exceed the clock tolerance of the check. */
const SPENT_TOKEN_MARGIN_SECONDS = 60;

/** What the host authorizes: one ceremony of one user. */
export type AuthorizationRequest = Omit<AuthorizationClaims, 'sub' | 'jti' | 'exp'> & {
  readonly recognizeId: string;
};

/**
 * Signs an authorization (ES256 JWT) that is valid for five minutes.
 *
 * @param key the host's key, or the matcher's for an activation
 */
export const issueAuthorization = (
  { issuer, now }: Context,
  key: SigningKey,
  { recognizeId, ...claims }: AuthorizationRequest,
): Promise<string> =>
  sign(key, claims, {
    issuer,
    audience: AUTHORIZATION_AUDIENCE,
    subject: recognizeId,
    lifetimeSeconds: AUTHORIZATION_LIFETIME_SECONDS,
    now: now(),
  });

/**
 * Checks an authorization: signature, lifetime, user, ceremony and origin. `consumeAuthorization` records its use.
 *
 * @throws RecognizeError `server/unauthorized`, `server/forbidden`, `ceremony/session-expired`
 */
export async function checkAuthorization(
  { trustedKeys, origins, now }: Context,
  token: string,
  expected: { readonly recognizeId: string; readonly ceremony: Ceremony },
): Promise<AuthorizationClaims> {
  const claims = await verifyAuthorization(token, trustedKeys, now());
  if (claims.sub !== expected.recognizeId || claims.ceremony !== expected.ceremony)
    throw new RecognizeError('server/forbidden', {
      detail: 'authorization: expected one for this user and ceremony',
    });
  if (!origins.includes(claims.origin))
    throw new RecognizeError('server/forbidden', {
      detail: 'authorization.origin: expected an origin of this server',
    });
  return claims;
}

/**
 * Records the use of an authorization.
 *
 * @throws RecognizeError `server/unauthorized` when it was used before
 */
export async function consumeAuthorization(sql: Sql, { jti, exp }: AuthorizationClaims): Promise<void> {
  const recordExpires = (exp + SPENT_TOKEN_MARGIN_SECONDS) * 1000;
  if (!(await insertSpentToken(sql, jti, recordExpires)))
    throw new RecognizeError('server/unauthorized', { detail: 'authorization: expected an unused one' });
}

/** Signs the result of a ceremony with the matcher's key (ES256 JWT, valid for five minutes). */
export const signAssertion = (
  { keys, issuer, now }: Context,
  { aud, sub, ...claims }: Omit<AssertionClaims, 'iss' | 'iat' | 'exp' | 'jti'>,
): Promise<string> =>
  sign(keys.matcher, claims, {
    issuer,
    audience: aud,
    subject: sub,
    lifetimeSeconds: ASSERTION_SECONDS,
    now: now(),
  });

interface StandardClaims {
  readonly issuer: string;
  readonly audience: string;
  readonly subject: string;
  readonly lifetimeSeconds: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

function sign(key: SigningKey, claims: object, standard: StandardClaims): Promise<string> {
  const seconds = Math.floor(standard.now / 1000);
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: key.kid })
    .setIssuer(standard.issuer)
    .setAudience(standard.audience)
    .setSubject(standard.subject)
    .setJti(randomBytes(16).toString('base64url'))
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + standard.lifetimeSeconds)
    .sign(key.privateKey);
}
