import { compactVerify, decodeJwt, errors, importJWK, type JWTPayload, jwtVerify } from 'jose';
import { RecognizeError } from '../errors.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import type { Key } from './envelope.ts';

export const ceremonies = ['enroll', 'recover', 'authenticate'] as const;

export type Ceremony = (typeof ceremonies)[number];

/** The host's short-lived permission for one ceremony of one person: an ES256 JWT, single use, at most five minutes. */
export interface AuthorizationClaims {
  /** Recognize ID. */
  readonly sub: string;
  readonly ceremony: Ceremony;
  /** Origin of the page, as the host knows it. */
  readonly origin: string;
  /** Names this token; spent once. */
  readonly jti: string;
  /** Seconds since the epoch. */
  readonly exp: number;
  /** RFC 7638 thumbprint of the device key that BeginRequest must carry. */
  readonly device_key?: string;
  /** An enrollment may bind this browser at once. */
  readonly activate?: boolean;
  /** An enrollment takes the place of everything that the person has: every earlier client device is erased with it. */
  readonly replace?: boolean;
  /** What an authentication signs. */
  readonly challenge?: string;
  /** base64url SHA-256 of the transaction in canonical JSON. */
  readonly transaction_hash?: string;
  /** External id of the operation, carried through into the assertion. */
  readonly operation?: string;
}

export const authorizationAudience = 'recognize';
/** Longest life of an authorization, seconds. */
export const authorizationLife = 300;

/** What a ceremony ends in, signed by the matcher (ES256 JWT); the host's backend verifies it against `jwks.json`. */
export interface AssertionClaims {
  readonly iss: string;
  readonly aud: string;
  /** Recognize ID. */
  readonly sub: string;
  readonly iat: number;
  readonly exp: number;
  readonly jti: string;
  /** The host's challenge, else the ceremony's id. */
  readonly nonce: string;
  readonly ceremony: Ceremony;
  readonly device_id: string;
  /** RFC 8176: `face`, and `hwk`/`swk` are not claimed: the key's place is unknown. `pop` when the device key signed. */
  readonly amr: readonly string[];
  /** Thumbprint of the bound device key (RFC 7800). */
  readonly cnf?: { readonly jkt: string };
  readonly transaction_hash?: string;
  readonly operation?: string;
}

/**
 * Checks a host's authorization: signature, audience, life. Single use is checked by whoever keeps the record of spent ones.
 *
 * @param keys of the host, and of the matcher for activations
 * @throws RecognizeError `server/unauthorized`, `ceremony/session-expired`
 */
export async function verifyAuthorization(
  token: string,
  keys: readonly Key[],
  now: number,
): Promise<AuthorizationClaims> {
  let failure: unknown;
  for (const key of keys) {
    try {
      const { payload } = await jwtVerify(token, key as Parameters<typeof jwtVerify>[1], {
        algorithms: ['ES256'],
        audience: authorizationAudience,
        currentDate: new Date(now),
        requiredClaims: ['sub', 'jti', 'exp', 'iat'],
        maxTokenAge: authorizationLife,
        clockTolerance: 5,
      });
      return claimsOf(payload);
    } catch (cause) {
      if (cause instanceof errors.JWTExpired) throw new RecognizeError('ceremony/session-expired', { cause });
      failure ??= cause;
    }
  }
  throw new RecognizeError('server/unauthorized', {
    cause: failure,
    detail: 'the authorization token is not valid',
  });
}

/** The claims as they stand, unverified: the browser reads what its host says. @throws RecognizeError `server/unauthorized` */
export function readAuthorization(token: string): AuthorizationClaims {
  try {
    return claimsOf(decodeJwt(token));
  } catch (cause) {
    throw new RecognizeError('server/unauthorized', { cause, detail: 'not an authorization token' });
  }
}

function claimsOf(payload: JWTPayload): AuthorizationClaims {
  const { sub, jti, exp, origin } = payload;
  const ceremony = ceremonies.find((name) => name === payload.ceremony);
  const fits =
    typeof sub === 'string' &&
    typeof jti === 'string' &&
    typeof exp === 'number' &&
    typeof origin === 'string';
  if (!fits || ceremony === undefined) {
    throw new RecognizeError('server/unauthorized', {
      detail: 'an authorization names sub, ceremony, origin, jti, exp',
    });
  }
  return { ...payload, sub, jti, exp, origin, ceremony };
}

/**
 * Checks the assertion of a verdict against the matcher's signing key. Its times are the backend's business: this clock may be wrong.
 *
 * @param signingKey base64url of x ‖ y
 * @throws RecognizeError `security/assertion-invalid`
 */
export async function verifyAssertion(
  assertion: string,
  signingKey: string,
  expected: {
    readonly sub: string;
    readonly aud: string;
    readonly ceremony: Ceremony;
    readonly deviceId: string;
  },
): Promise<void> {
  try {
    const raw = fromBase64url(signingKey);
    const jwk = { kty: 'EC', crv: 'P-256', x: toBase64url(raw.slice(0, 32)), y: toBase64url(raw.slice(32)) };
    const key = await importJWK(jwk, 'ES256');
    const { payload } = await compactVerify(assertion, key, { algorithms: ['ES256'] });
    const claims = JSON.parse(new TextDecoder().decode(payload)) as Partial<AssertionClaims>;
    const { sub, aud, ceremony, deviceId } = expected;
    const fits =
      claims.sub === sub &&
      claims.aud === aud &&
      claims.ceremony === ceremony &&
      claims.device_id === deviceId;
    if (!fits) throw new Error('the assertion speaks of something else');
  } catch (cause) {
    throw new RecognizeError('security/assertion-invalid', { cause });
  }
}
