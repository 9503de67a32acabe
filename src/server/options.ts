import type { JWK } from 'jose';
import * as v from 'valibot';
import type { JsonObject } from '../wire/json.ts';
import type { Authorize } from './authorize.ts';
import type { Log } from './log.ts';
import type { OnRemoved } from './on-removed.ts';
import {
  authorizationKeysSchema,
  basePathSchema,
  functionOf,
  handoffPageSchema,
  issuerSchema,
  modelsSchema,
  originsSchema,
  storageSchema,
} from './option-schemas.ts';
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
  /** Origins of the pages, such as `https://bank.example`: a list, or text with commas between them. They are normalized. */
  readonly origins: readonly string[] | string;
  /** Which user a request comes from and what the first factor allows. No permission means status 401. */
  readonly authorize: Authorize;
  /** Public P-256 keys of hosts that sign authorizations themselves: a list, a JWK Set, or JSON text of one of them. */
  readonly authorizationKeys?: readonly JWK[] | { readonly keys: readonly JWK[] } | string;
  /** Path under which the handler is mounted, such as `/recognize-api`; default: the root. */
  readonly basePath?: string;
  /**
   * Path of your page for phones, such as `/phone`: the links of hand-offs lead to it. Default: no hand-offs. It has the origin of the page that
   * hands off.
   */
  readonly handoffPage?: string;
  /** `iss` of tokens; default: the first origin. */
  readonly issuer?: string;
  /** Limits and durations; the missing ones have defaults. */
  readonly policy?: Partial<Policy>;
  /** Threads for transfer keys, at least 1; default: one less than the number of cores, between 1 and 4. One more thread evaluates. */
  readonly threads?: number;
  /** Requests of running ceremonies that may wait for a thread; default 64. More ceremonies are refused with `server/too-many`. */
  readonly queueLimit?: number;
  /**
   * Whether the start creates and updates tables, default true. With false it fails when a migration is missing; apply it with
   * `npx recognize-elements migrate`.
   */
  readonly migrate?: boolean;
  /** Called in the transaction that erases client devices. */
  readonly onRemoved?: OnRemoved;
  /** Receives events. What it throws is ignored. */
  readonly log?: Log;
  /** The clock, for tests: milliseconds since the epoch. */
  readonly now?: () => number;
}

/** The options with defaults for what has one here. */
export type ServerSettings = Omit<RecognizeServerOptions, 'authorizationKeys'> & {
  readonly origins: readonly string[];
  readonly authorizationKeys?: readonly JWK[];
  readonly basePath: string;
  readonly policy: Policy;
  readonly queueLimit: number;
};

const optionsSchema = v.strictObject(
  {
    storage: storageSchema,
    // `deriveKeys` checks it, also when it is not set.
    secret: v.unknown(),
    models: modelsSchema,
    origins: originsSchema,
    authorize: functionOf<Authorize>(),
    authorizationKeys: v.optional(authorizationKeysSchema),
    basePath: v.optional(basePathSchema, ''),
    handoffPage: v.optional(handoffPageSchema),
    issuer: v.optional(issuerSchema),
    policy: v.optional(policySchema, {}),
    threads: v.optional(wholeNumber(1)),
    queueLimit: v.optional(wholeNumber(), 64),
    migrate: v.optional(v.boolean('expected true or false')),
    onRemoved: v.optional(functionOf<OnRemoved>()),
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
