import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import * as v from 'valibot';
import { RecognizeError } from '../errors.ts';
import type { AssertionClaims } from '../wire/assertion.ts';
import { TOKEN_FIELD_BYTES } from '../wire/fields.ts';
import { recognizeIdSchema, storableText } from '../wire/ids.ts';
import { livenessLevels } from '../wire/liveness.ts';
import { scenarios } from '../wire/photo.ts';
import {
  AUTHORIZATION_AUDIENCE,
  AUTHORIZATION_LIFETIME_SECONDS,
  type AuthorizationClaims,
  type Ceremony,
  CLOCK_TOLERANCE_SECONDS,
  ceremonies,
  isConsistent,
  PHOTO_CLAIMS,
  photoHash,
  sources,
  verifyAuthorization,
} from '../wire/tokens.ts';
import type { Context } from './context.ts';
import type { SigningKey } from './keys.ts';
import { normalizeOrigin } from './origins.ts';
import { insertSpentToken, isSpentToken } from './repositories/spent-tokens.ts';
import type { Sql } from './storage/sql.ts';
import { validate } from './validation.ts';

/** Lifetime of an assertion. */
export const ASSERTION_SECONDS = 300;

/** A used token is recorded for this long after its end. It must exceed the clock tolerance of the check. */
const SPENT_TOKEN_MARGIN_SECONDS = 2 * CLOCK_TOLERANCE_SECONDS;

/** The longest token that fits into its field of a message. */
const MAX_TOKEN_CHARACTERS = TOKEN_FIELD_BYTES - 2;

/** What the host authorizes: one ceremony of one user. */
export type AuthorizationRequest = Omit<AuthorizationClaims, 'sub' | 'jti' | 'exp' | 'handoff'> & {
  readonly recognizeId: string;
};

const requestFields = v.strictObject(
  {
    recognizeId: recognizeIdSchema,
    ceremony: v.picklist(ceremonies, `expected one of ${ceremonies.join(', ')}`),
    origin: v.string('expected the origin of the page'),
    device_key: v.optional(storableText),
    activate: v.optional(v.boolean('expected true or false')),
    replace: v.optional(v.boolean('expected true or false')),
    liveness: v.optional(v.picklist(livenessLevels, `expected one of ${livenessLevels.join(', ')}`)),
    challenge: v.optional(storableText),
    transaction_hash: v.optional(storableText),
    operation: v.optional(storableText),
    source: v.optional(v.picklist(sources, `expected one of ${sources.join(', ')}`)),
    scenario: v.optional(v.picklist(scenarios, `expected one of ${scenarios.join(', ')}`)),
    photo_hash: v.optional(photoHash),
  },
  'expected an object',
);

const requestSchema = v.pipe(
  requestFields,
  v.check((claims) => isConsistent(claims), PHOTO_CLAIMS),
);

/**
 * Signs an authorization (ES256 JWT) that is valid for five minutes.
 *
 * @param key the host's key, or the matcher's for an activation or a hand-off
 * @param handoff id of the hand-off that alone can use it
 * @throws Error that names a wrong value: an origin that this server does not have, an unknown name, texts that are too long for a token
 */
export async function issueAuthorization(
  { issuer, origins, now }: Context,
  key: SigningKey,
  request: AuthorizationRequest,
  handoff?: string,
): Promise<string> {
  const toError = (detail: string) => new Error(`issueAuthorization: ${detail}`);
  const { recognizeId, ...claims } = validate(requestSchema, request, toError);
  const origin = normalizeOrigin(claims.origin);
  if (origin === undefined || !origins.includes(origin))
    throw toError(
      `origin: ${claims.origin} is not one of the origins of this server (${origins.join(', ')})`,
    );
  const token = await sign(
    key,
    { ...claims, origin, ...(handoff === undefined ? {} : { handoff }) },
    {
      issuer,
      audience: AUTHORIZATION_AUDIENCE,
      subject: recognizeId,
      lifetimeSeconds: AUTHORIZATION_LIFETIME_SECONDS,
      now: now(),
    },
  );
  if (token.length > MAX_TOKEN_CHARACTERS)
    throw toError(
      `expected a token of at most ${MAX_TOKEN_CHARACTERS} characters, not ${token.length}: shorten challenge or operation`,
    );
  return token;
}

/** What an authorization must be for. */
export interface ExpectedAuthorization {
  readonly recognizeId: string;
  readonly ceremony: Ceremony;
  /** The origin that the request names; undefined when it names none. */
  readonly pageOrigin: string | undefined;
  /** Id of the hand-off that the request comes from; undefined for a session of the host. */
  readonly handoff?: string | undefined;
}

/**
 * Checks an authorization: signature, lifetime, user, ceremony and origin. `consumeAuthorization` records its use.
 *
 * @throws RecognizeError `server/unauthorized`, `server/forbidden`, `ceremony/session-expired`
 */
export async function checkAuthorization(
  { trustedKeys, origins, now }: Context,
  token: string,
  expected: ExpectedAuthorization,
): Promise<AuthorizationClaims> {
  const claims = await verifyAuthorization(token, trustedKeys, now());
  if (claims.sub !== expected.recognizeId || claims.ceremony !== expected.ceremony)
    throw new RecognizeError('server/forbidden', {
      detail: 'authorization: expected one for this user and ceremony',
    });
  if (claims.handoff !== expected.handoff)
    throw new RecognizeError('server/forbidden', {
      detail: 'authorization.handoff: expected one for this session or this hand-off',
    });
  if (!origins.includes(claims.origin))
    throw new RecognizeError('server/forbidden', {
      detail: `authorization.origin: ${claims.origin} is not one of the origins of this server (${origins.join(', ')})`,
    });
  // Another origin would only be noticed after the capture, as a failed match: it is part of the session id.
  if (expected.pageOrigin !== undefined && claims.origin !== expected.pageOrigin)
    throw new RecognizeError('server/forbidden', {
      detail: `authorization.origin: ${claims.origin}, but the request comes from a page of ${expected.pageOrigin}; issue it for the origin of the page`,
    });
  return claims;
}

/**
 * Records the use of an authorization.
 *
 * @param now milliseconds since the epoch
 * @throws RecognizeError `server/unauthorized` when it was used before
 */
export async function consumeAuthorization(
  sql: Sql,
  { jti, exp }: AuthorizationClaims,
  now: number,
): Promise<void> {
  // A token with a distant end is refused by its age. Its time of issue is at most the clock tolerance ahead.
  const lastUse = Math.floor(now / 1000) + AUTHORIZATION_LIFETIME_SECONDS + CLOCK_TOLERANCE_SECONDS;
  const recordExpires = (Math.min(exp, lastUse) + SPENT_TOKEN_MARGIN_SECONDS) * 1000;
  if (!(await insertSpentToken(sql, jti, recordExpires))) throw usedAuthorization();
}

/**
 * Checks that an authorization was not used, without using it up.
 *
 * @throws RecognizeError `server/unauthorized`
 */
export async function requireUnusedAuthorization(sql: Sql, { jti }: AuthorizationClaims): Promise<void> {
  if (await isSpentToken(sql, jti)) throw usedAuthorization();
}

export const usedAuthorization = (): RecognizeError =>
  new RecognizeError('server/unauthorized', { detail: 'authorization: expected an unused one' });

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
