import type { JWK } from 'jose';
import * as v from 'valibot';
import type { JsonObject } from '../wire/json.ts';
import type { Authorize } from './authorize.ts';
import type { Log } from './log.ts';
import { type Policy, policySchema } from './policy.ts';
import type { Storage } from './storage/sql.ts';
import { validate, wholeNumber } from './validation.ts';

/** Options of `createRecognizeServer`. The first five are required. */
export interface RecognizeServerOptions {
  readonly storage: Storage;
  /** base64url of at least 32 random bytes, kept outside the database. `createSecret` creates one. */
  readonly secret: string;
  /** Manifests of the model sets that pages use, as parsed JSON. */
  readonly models: readonly JsonObject[];
  /** Origins of the pages, such as `https://bank.example`. */
  readonly origins: readonly string[];
  /** Which user a request comes from and what the first factor allows. No permission means status 401. */
  readonly authorize: Authorize;
  /** Public P-256 keys of hosts that sign authorizations themselves instead of calling `issueAuthorization`. */
  readonly authorizationKeys?: readonly JWK[];
  /** Path under which the handler is mounted, such as `/recognize-api`; default: the root. */
  readonly basePath?: string;
  /** `iss` of tokens; default: the first origin. */
  readonly issuer?: string;
  /** Limits and durations; the missing ones have defaults. */
  readonly policy?: Partial<Policy>;
  /** Threads for transfer keys, at least 1; default: one less than the number of cores, between 1 and 4. One more thread evaluates. */
  readonly threads?: number;
  /** Requests of running ceremonies that may wait for a thread; default 64. More ceremonies are refused with `server/too-many`. */
  readonly queueLimit?: number;
  readonly log?: Log;
  /** The clock, for tests: milliseconds since the epoch. */
  readonly now?: () => number;
}

/** The options with defaults for what has one here. */
export type ServerSettings = RecognizeServerOptions & {
  readonly basePath: string;
  readonly policy: Policy;
  readonly queueLimit: number;
};

const functionOf = <Type>() => v.custom<Type>((value) => typeof value === 'function', 'expected a function');

const storageSchema = v.custom<Storage>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    ['query', 'transaction', 'close'].every((name) => typeof Reflect.get(value, name) === 'function'),
  'expected a Storage with query, transaction and close',
);

const originExpected = 'expected origins such as https://bank.example';
/** Scheme and host without a path: the form of the `Origin` header (RFC 6454, section 6.2). */
const origin = v.pipe(v.string(originExpected), v.regex(/^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]+$/, originExpected));

const basePath = v.pipe(
  v.string('expected a path such as /recognize-api'),
  v.transform((path) => path.replace(/\/+$/, '')),
  v.regex(/^(\/[^/?#]+)*$/, 'expected a path such as /recognize-api'),
);

const optionsSchema = v.strictObject(
  {
    storage: storageSchema,
    secret: v.string('expected base64url of at least 32 bytes'),
    models: v.array(v.unknown(), 'expected a list of manifests'),
    origins: v.array(origin, originExpected),
    authorize: functionOf<Authorize>(),
    authorizationKeys: v.optional(
      v.array(v.custom<JWK>((value) => typeof value === 'object', 'expected a JWK')),
    ),
    basePath: v.optional(basePath, ''),
    issuer: v.optional(v.string('expected text')),
    policy: v.optional(policySchema, {}),
    threads: v.optional(wholeNumber(1)),
    queueLimit: v.optional(wholeNumber(), 64),
    log: v.optional(functionOf<Log>()),
    now: v.optional(functionOf<() => number>()),
  },
  'expected an object',
);

/**
 * Checks the options of a server. Unknown names are refused, because a misspelled option would be ignored.
 *
 * @throws Error that names the option and what is expected
 */
export const parseOptions = (options: RecognizeServerOptions): ServerSettings =>
  validate(
    optionsSchema,
    options,
    (detail) => new Error(`createRecognizeServer: ${detail}`),
  ) as ServerSettings;
