import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import * as v from 'valibot';
import { RecognizeError } from '../errors.ts';
import type { Key } from './envelope.ts';
import { storableText } from './ids.ts';
import { type LivenessLevel, livenessLevels } from './liveness.ts';
import { parseWith } from './parse.ts';
import { scenarios } from './photo.ts';

export const ceremonies = ['enroll', 'recover', 'authenticate'] as const;

export type Ceremony = (typeof ceremonies)[number];

export const AUTHORIZATION_AUDIENCE = 'recognize';

/** Longest lifetime of an authorization in seconds: enough for a capture, too short to be useful when it is stolen. */
export const AUTHORIZATION_LIFETIME_SECONDS = 300;

/** Accepted difference between the clocks of two servers that sign and verify tokens. */
export const CLOCK_TOLERANCE_SECONDS = 60;

/** The last second of the year 9999. */
const LAST_SECOND = 253_402_300_799;

/** RFC 7519 allows fractions of a second. They are refused, because the time is stored as a whole number. */
const seconds = v.pipe(
  v.number(),
  v.safeInteger('expected whole seconds since the epoch'),
  v.minValue(0, 'expected whole seconds since the epoch'),
  v.maxValue(LAST_SECOND, 'expected seconds, not milliseconds, since the epoch'),
);

export const sources = ['camera', 'photo'] as const;

/** 32 bytes as base64url. */
export const photoHash = v.pipe(
  v.string(),
  v.regex(/^[\w-]{43}$/, 'expected the SHA-256 of the file as base64url'),
);

/** What a token with claims of a photo must have. */
export const PHOTO_CLAIMS =
  'expected scenario and photo_hash for the source photo of an enrollment, and neither of them for another one';

/** Whether the claims of a photo are complete, and belong to an enrollment. */
export const isConsistent = (claims: {
  readonly ceremony: Ceremony;
  readonly source?: (typeof sources)[number] | undefined;
  readonly scenario?: string | undefined;
  readonly photo_hash?: string | undefined;
}): boolean => {
  const given = [claims.scenario, claims.photo_hash].filter((claim) => claim !== undefined).length;
  if (claims.source !== undefined && claims.ceremony !== 'enroll') return false;
  return given === (claims.source === 'photo' ? 2 : 0);
};

const authorizationSchema = v.pipe(
  v.object({
    /** Recognize ID. */
    sub: storableText,
    ceremony: v.picklist(ceremonies),
    /** Origin of the page, as the host knows it. */
    origin: storableText,
    /** Unique id of the token, which is accepted once. */
    jti: storableText,
    /** Seconds since the epoch. */
    exp: seconds,
    /** RFC 7638 thumbprint of the device key that BeginRequest must contain. */
    device_key: v.exactOptional(storableText),
    /** Whether the enrollment may bind this browser directly after it. */
    activate: v.exactOptional(v.boolean()),
    /** Whether the enrollment erases every earlier client device of the user. */
    replace: v.exactOptional(v.boolean()),
    /** The lowest level of the liveness check; `requiredLiveness` when it is missing. */
    liveness: v.exactOptional(v.picklist(livenessLevels)),
    /** The nonce of the assertion. */
    challenge: v.exactOptional(storableText),
    /** base64url of the SHA-256 of the transaction in canonical JSON. */
    transaction_hash: v.exactOptional(storableText),
    /** The host's id of its operation, copied into the assertion. */
    operation: v.exactOptional(storableText),
    /** Id of the hand-off whose phone alone can use it. Set by the matcher, which signs it in place of the host's one. */
    handoff: v.exactOptional(storableText),
    /** Where the face of an enrollment comes from; the camera when it is missing. */
    source: v.exactOptional(v.picklist(sources)),
    /** Of a photo. */
    scenario: v.exactOptional(v.picklist(scenarios)),
    /** base64url of the SHA-256 of the photo that the host has checked. */
    photo_hash: v.exactOptional(photoHash),
  }),
  v.check((claims) => isConsistent(claims), PHOTO_CLAIMS),
  v.readonly(),
);

/** Claims of the host's authorization of one ceremony of one user: an ES256 JWT, single use, valid for at most five minutes. */
export type AuthorizationClaims = v.InferOutput<typeof authorizationSchema>;

/** What a token without the claim `liveness` means. Authentications also need the key of a bound browser. */
const defaultLiveness: Readonly<Record<Ceremony, LivenessLevel>> = {
  enroll: 'active',
  recover: 'active',
  authenticate: 'passive',
};

/**
 * The lowest level of the liveness check that an authorization accepts of a camera. With the source `photo`: of the capture that binds this
 * browser after the enrollment.
 */
export const requiredLiveness = ({
  ceremony,
  liveness,
}: Pick<AuthorizationClaims, 'ceremony' | 'liveness'>): LivenessLevel =>
  liveness ?? defaultLiveness[ceremony];

/**
 * Verifies an authorization: signature, audience, lifetime and claims. The caller must still check that the token is used for the first
 * time.
 *
 * @param keys public keys of the host, and of the matcher for activations
 * @param now milliseconds since the epoch
 * @throws RecognizeError `ceremony/session-expired`, `server/unauthorized`
 */
export async function verifyAuthorization(
  token: string,
  keys: readonly Key[],
  now: number,
): Promise<AuthorizationClaims> {
  const payload = await verifyJwt(token, keys, now);
  return parseWith(authorizationSchema, payload, 'server/unauthorized', 'authorization');
}

/** Verifies a token with each key in turn. */
async function verifyJwt(token: string, keys: readonly Key[], now: number): Promise<JWTPayload> {
  let firstCause: unknown;
  for (const key of keys) {
    try {
      const { payload } = await jwtVerify(token, key as Parameters<typeof jwtVerify>[1], {
        algorithms: ['ES256'],
        audience: AUTHORIZATION_AUDIENCE,
        currentDate: new Date(now),
        requiredClaims: ['sub', 'jti', 'exp', 'iat'],
        maxTokenAge: AUTHORIZATION_LIFETIME_SECONDS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
      return payload;
    } catch (cause) {
      const claim = wrongClaim(cause, now);
      // The claims are checked after the signature, so no other key signed the token.
      if (claim !== undefined)
        throw new RecognizeError(claim.expired ? 'ceremony/session-expired' : 'server/unauthorized', {
          cause,
          detail: `authorization.${claim.name}: ${claim.expected}`,
        });
      firstCause ??= cause;
    }
  }
  throw new RecognizeError('server/unauthorized', {
    cause: firstCause,
    detail: 'authorization: expected a valid ES256 JWT of the host',
  });
}

/** The claim that a token with a valid signature was refused for. */
export interface WrongClaim {
  readonly name: string;
  /** What is wrong with it; for times the difference to this clock. */
  readonly expected: string;
  /** Whether the token was valid earlier. */
  readonly expired: boolean;
}

/**
 * Finds out which claim jose has refused.
 *
 * @param thrown what `jwtVerify` has rejected with
 * @param now milliseconds since the epoch
 * @returns undefined when the signature or the form of the token is wrong
 */
export function wrongClaim(thrown: unknown, now: number): WrongClaim | undefined {
  if (!(thrown instanceof errors.JWTExpired || thrown instanceof errors.JWTClaimValidationFailed))
    return undefined;
  const { claim: name, reason, payload } = thrown;
  const value = payload[name];
  const expired = thrown instanceof errors.JWTExpired;
  if (!isTime(name) || typeof value !== 'number') {
    const expected = reason === 'missing' ? 'missing' : 'not the expected value';
    return { name, expected, expired };
  }
  const difference = Math.round(value - Math.floor(now / 1000));
  const side = difference > 0 ? 'after' : 'before';
  const limit = name === 'iat' && expired ? AUTHORIZATION_LIFETIME_SECONDS : CLOCK_TOLERANCE_SECONDS;
  const expected = `${Math.abs(difference)} s ${side} the time of this server, expected at most ${limit} s; compare the clocks`;
  return { name, expected, expired };
}

const isTime = (claim: string): boolean => ['iat', 'nbf', 'exp'].includes(claim);

/**
 * Reads the claims of an authorization without verifying the signature, which only the matcher can do.
 *
 * @throws RecognizeError `server/unauthorized`
 */
export function readAuthorization(token: string): AuthorizationClaims {
  let payload: JWTPayload;
  try {
    payload = decodeJwt(token);
  } catch (cause) {
    throw new RecognizeError('server/unauthorized', { cause, detail: 'authorization: expected a JWT' });
  }
  return parseWith(authorizationSchema, payload, 'server/unauthorized', 'authorization');
}
