import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { RecognizeError } from '../errors.ts';
import {
  type AssertionClaims,
  AUTHORIZATION_AUDIENCE,
  AUTHORIZATION_LIFETIME_SECONDS,
  type AuthorizationClaims,
  type Ceremony,
  verifyAuthorization,
} from '../wire/tokens.ts';
import type { Context } from './context.ts';
import type { SigningKey } from './keys.ts';
import type { Sql } from './storage/sql.ts';

/** What a host allows, for one run. */
export type AuthorizationRequest = Omit<AuthorizationClaims, 'sub' | 'jti' | 'exp'> & {
  readonly recognizeId: string;
};

const freshId = () => randomBytes(16).toString('base64url');

export async function issueAuthorization(
  key: SigningKey,
  issuer: string,
  { recognizeId, ...claims }: AuthorizationRequest,
  now: number,
): Promise<string> {
  const seconds = Math.floor(now / 1000);
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: key.kid })
    .setIssuer(issuer)
    .setAudience(AUTHORIZATION_AUDIENCE)
    .setSubject(recognizeId)
    .setJti(freshId())
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + AUTHORIZATION_LIFETIME_SECONDS)
    .sign(key.privateKey);
}

/**
 * Checks an authorization against what is asked for. It is spent by `spendAuthorization`.
 *
 * @throws RecognizeError `server/unauthorized`, `server/forbidden`, `ceremony/session-expired`
 */
export async function checkAuthorization(
  { trusted, origins, now }: Context,
  token: string,
  wanted: { readonly recognizeId: string; readonly ceremony: Ceremony },
): Promise<AuthorizationClaims> {
  const claims = await verifyAuthorization(token, trusted, now());
  if (claims.sub !== wanted.recognizeId || claims.ceremony !== wanted.ceremony) {
    throw new RecognizeError('server/forbidden', {
      detail: 'the authorization is for another person or ceremony',
    });
  }
  if (!origins.includes(claims.origin)) {
    throw new RecognizeError('server/forbidden', {
      detail: 'the authorization names an origin that is not served',
    });
  }
  return claims;
}

/** Uses an authorization up. @throws RecognizeError `server/unauthorized` when it was used before */
export async function spendAuthorization(sql: Sql, { jti, exp }: AuthorizationClaims): Promise<void> {
  // Remembered for longer than any clock tolerance lets it pass.
  const first = await sql.query(
    'insert into recognize_spent_tokens values ($1, $2) on conflict do nothing returning jti',
    [jti, (exp + 60) * 1000],
  );
  if (first.length === 0)
    throw new RecognizeError('server/unauthorized', { detail: 'the authorization was used' });
}

/** Signs what a ceremony ended in. */
export async function signAssertion(
  { keys, issuer, now }: Context,
  claims: Omit<AssertionClaims, 'iss' | 'aud' | 'iat' | 'exp' | 'jti'> & { readonly aud: string },
): Promise<string> {
  const { aud, sub, ...rest } = claims;
  const seconds = Math.floor(now() / 1000);
  return new SignJWT({ ...rest })
    .setProtectedHeader({ alg: 'ES256', kid: keys.matcher.kid })
    .setIssuer(issuer)
    .setAudience(aud)
    .setSubject(sub)
    .setJti(freshId())
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 300)
    .sign(keys.matcher.privateKey);
}
