import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose';
import * as v from 'valibot';
import { RecognizeError } from '../errors.ts';
import { type AssertionClaims, parseAssertion } from '../wire/assertion.ts';
import { recognizeIdSchema } from '../wire/ids.ts';
import { isAtLeast, type LivenessLevel, livenessLevels } from '../wire/liveness.ts';
import { type Ceremony, CLOCK_TOLERANCE_SECONDS, ceremonies, wrongClaim } from '../wire/tokens.ts';
import { type Transaction, transactionHash } from '../wire/transaction.ts';
import { functionOf, originsSchema } from './option-schemas.ts';
import { ASSERTION_SECONDS } from './tokens.ts';
import { validate } from './validation.ts';

/** What an assertion must be about. Leave out what you do not compare; `undefined` is refused, because it would compare nothing. */
export interface ExpectedAssertion {
  /** Of your session, not of the page. */
  readonly recognizeId: string;
  /** One, or a list of those that are accepted. After an enrollment with activation it is `recover`. */
  readonly ceremony: Ceremony | readonly Ceremony[];
  /** The challenge of the authorization. */
  readonly challenge?: string;
  /** The lowest level of the liveness check. The module has refused a run below the level of its authorization already. */
  readonly liveness?: LivenessLevel;
  /** The transaction whose hash was in the authorization, as it was shown to the user. */
  readonly transaction?: Transaction;
}

/**
 * Verifies an assertion: signature, issuer, origin, lifetime with a clock tolerance of 60 seconds, and what is expected. The caller must
 * still consume the challenge, so that an assertion counts once.
 *
 * @returns the claims
 * @throws RecognizeError `security/assertion-invalid` whose `detail` names the claim; `server/unavailable` when the keys of a remote
 *   issuer cannot be fetched
 * @throws Error when `expected` is incomplete or has a value of the wrong type
 */
export type VerifyAssertion = (assertion: string, expected: ExpectedAssertion) => Promise<AssertionClaims>;

/** Where assertions come from. */
export interface AssertionIssuer {
  /** Address of `jwks.json`, which is fetched and kept, or the keys themselves. */
  readonly jwks: string | URL | JSONWebKeySet;
  /** `iss`, as in the option `issuer` of the server. */
  readonly issuer: string;
  /** Origins of the pages: a list, or text with commas between them. */
  readonly origins: readonly string[] | string;
  /** Milliseconds since the epoch; default: the clock of the system. */
  readonly now?: () => number;
}

const ceremonyExpected = `expected one of ${ceremonies.join(', ')}`;
const ceremonySchema = v.picklist(ceremonies, ceremonyExpected);

const expectedSchema = v.strictObject(
  {
    recognizeId: recognizeIdSchema,
    ceremony: v.union(
      [ceremonySchema, v.pipe(v.array(ceremonySchema), v.nonEmpty(ceremonyExpected))],
      ceremonyExpected,
    ),
    challenge: v.exactOptional(
      v.pipe(v.string('expected text'), v.nonEmpty('expected text that is not empty')),
    ),
    liveness: v.exactOptional(v.picklist(livenessLevels, `expected one of ${livenessLevels.join(', ')}`)),
    transaction: v.exactOptional(
      v.custom<Transaction>((value) => typeof value === 'object' && value !== null, 'expected an object'),
    ),
  },
  'expected an object',
);

const issuerExpected = 'expected the issuer of the server, text that is not empty';
const jwksExpected = 'expected the address of jwks.json, or its content';

/** Each of them, when missing, would turn a check off or make every assertion look wrong. */
const issuerOptionsSchema = v.strictObject(
  {
    jwks: v.union(
      [
        v.pipe(
          v.string(),
          v.check((address) => URL.canParse(address), jwksExpected),
          v.transform((address) => new URL(address)),
        ),
        v.instance(URL),
        v.custom<JSONWebKeySet>((value) => Array.isArray(Object(value).keys)),
      ],
      jwksExpected,
    ),
    issuer: v.pipe(v.string(issuerExpected), v.trim(), v.nonEmpty(issuerExpected)),
    origins: originsSchema,
    now: v.optional(functionOf<() => number>(), () => Date.now),
  },
  'expected an object',
);

/**
 * A function that verifies the assertions of a server in another process. In the process of the server use its `verifyAssertion`.
 *
 * @throws Error that names a wrong value
 * @example
 * ```ts
 * const verify = createAssertionVerifier({
 *   jwks: 'https://faces.bank.example/recognize-api/jwks.json',
 *   issuer: 'https://bank.example',
 *   origins: ['https://bank.example'],
 * });
 * const { device_id } = await verify(assertion, { recognizeId, ceremony: 'recover', challenge });
 * ```
 */
export function createAssertionVerifier(options: AssertionIssuer): VerifyAssertion {
  const toError = (detail: string) => new Error(`createAssertionVerifier: ${detail}`);
  const { jwks, issuer, origins, now } = validate(issuerOptionsSchema, options, toError);
  const keys = jwks instanceof URL ? createRemoteJWKSet(jwks) : createLocalJWKSet(jwks);
  return async (assertion, expected) => {
    const { recognizeId, ceremony, challenge, liveness, transaction } = validate(
      expectedSchema,
      expected,
      (detail) => new Error(`verifyAssertion: ${detail}`),
    );
    const time = now();
    const { payload } = await jwtVerify(assertion, keys, {
      algorithms: ['ES256'],
      issuer,
      audience: [...origins],
      subject: recognizeId,
      currentDate: new Date(time),
      requiredClaims: ['iat', 'exp', 'jti', 'nonce', 'ceremony', 'device_id'],
      maxTokenAge: ASSERTION_SECONDS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    }).catch((thrown: unknown) => {
      throw toVerificationError(thrown, time);
    });
    const claims = parseAssertion(payload);
    if (![ceremony].flat().includes(claims.ceremony))
      throw invalid('assertion.ceremony: not the expected value');
    if (challenge !== undefined) requireEqual('nonce', claims.nonce, challenge);
    if (liveness !== undefined && !isAtLeast(claims.liveness, liveness))
      throw invalid(`assertion.liveness: expected ${liveness} or more, found ${claims.liveness}`);
    if (transaction !== undefined)
      requireEqual('transaction_hash', claims.transaction_hash, await transactionHash(transaction));
    return claims;
  };
}

function requireEqual(
  name: 'nonce' | 'transaction_hash',
  actual: string | undefined,
  expected: string,
): void {
  if (actual !== expected)
    throw invalid(`assertion.${name}: ${actual === undefined ? 'missing' : 'not the expected value'}`);
}

function toVerificationError(thrown: unknown, now: number): RecognizeError {
  const wrong = wrongClaim(thrown, now);
  if (wrong !== undefined) return invalid(`assertion.${wrong.name}: ${wrong.expected}`, thrown);
  const ofIssuer =
    !(thrown instanceof errors.JOSEError) ||
    thrown instanceof errors.JWKSTimeout ||
    thrown instanceof errors.JWKSInvalid ||
    thrown.code === errors.JOSEError.code;
  if (!ofIssuer) return invalid('assertion: expected an ES256 JWT with a signature of the matcher', thrown);
  return new RecognizeError('server/unavailable', { cause: thrown, detail: 'jwks: cannot be fetched' });
}

const invalid = (detail: string, cause?: unknown) =>
  new RecognizeError('security/assertion-invalid', { detail, cause });
