import { createHash, randomBytes } from 'node:crypto';
import { importJWK, type JWK } from 'jose';
import { modelId } from '../manifest/hash.ts';
import { parseManifest } from '../manifest/parse.ts';
import type { ModelSet } from '../manifest/types.ts';
import type { Configuration } from '../wire/configuration.ts';
import type { Key } from '../wire/envelope.ts';
import { createTransferKeys } from './ceremonies/transfer-keys.ts';
import { configuration } from './configuration.ts';
import type { Context, KnownModel, Log, Policy } from './context.ts';
import { envelopeKeys } from './envelope-keys.ts';
import { refusal } from './http/answer.ts';
import { deriveKeys } from './keys.ts';
import { defaultLockout, resetLockout } from './limits.ts';
import { createPool } from './pool/pool.ts';
import { requireSecret } from './require-secret.ts';
import { type Authorize, handle } from './routes.ts';
import { migrate } from './storage/schema.ts';
import type { Storage } from './storage/sql.ts';
import { type AuthorizationRequest, issueAuthorization } from './tokens.ts';

export type { RecognizeErrorCode, RecognizeErrorJson } from '../errors.ts';
export { RecognizeError } from '../errors.ts';
export type { Configuration } from '../wire/configuration.ts';
export type { Device } from '../wire/device.ts';
export type { AssertionClaims, AuthorizationClaims, Ceremony } from '../wire/tokens.ts';
export { transactionHash } from '../wire/transaction.ts';
export type { Log, Policy } from './context.ts';
export type { Authorize, Operation, Permission } from './routes.ts';
export type { Sql, Storage } from './storage/sql.ts';
export type { AuthorizationRequest } from './tokens.ts';

export interface RecognizeServerOptions {
  readonly storage: Storage;
  /** base64url of at least 32 random bytes, kept outside the database; see `createSecret`. */
  readonly secret: string;
  /** Manifests of the models that pages use, as parsed JSON. */
  readonly models: readonly unknown[];
  /** Origins of the pages. */
  readonly origins: readonly string[];
  /** Who a request comes from and what their first factor allows; nothing means 401. */
  readonly authorize: Authorize;
  /** Public P-256 keys of hosts that sign authorizations themselves, beside `issueAuthorization`. */
  readonly authorizationKeys?: readonly JWK[];
  /** Path under which the handler is mounted, without a slash at its end. */
  readonly basePath?: string;
  /** `iss` of tokens; default the first origin. */
  readonly issuer?: string;
  readonly policy?: Partial<Policy>;
  /** Threads for the matcher, and jobs that may wait. */
  readonly threads?: number;
  readonly queue?: number;
  readonly log?: Log;
  readonly now?: () => number;
}

export interface RecognizeServer {
  /** Answers a browser's request; never rejects. */
  fetch(request: Request): Promise<Response>;
  /** A short-lived permission for one ceremony, for the page to hand to an element. */
  issueAuthorization(request: AuthorizationRequest): Promise<string>;
  configuration(): Promise<Configuration>;
  /** Ends a person's lock. Caps of share pairs stay. */
  resetLockout(recognizeId: string): Promise<void>;
  /** Drops what has expired: runs with their secrets, spent tokens, client devices, HPKE keys. Runs by itself every minute. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

const defaultPolicy: Policy = {
  lockout: defaultLockout,
  deviceLimit: 50,
  temporaryLife: 600_000,
  backupLife: 0,
  ceremonyLife: 600_000,
  openCeremonies: 10,
};

const sweepEvery = 60_000;

/** A fresh secret for `createRecognizeServer`. Whoever loses it loses every enrollment. */
export const createSecret = (): string => randomBytes(32).toString('base64url');

/**
 * The backend module: matcher, devices, tokens, behind one `fetch`-style handler.
 *
 * @throws RecognizeError `models/manifest-invalid`; Error on a short secret, or one that does not open what the database holds
 */
export async function createRecognizeServer(options: RecognizeServerOptions): Promise<RecognizeServer> {
  const context = await createContext(options);
  const { storage, now, keys, issuer, policy } = context;
  await requireSecret(context);
  const transferKeys = createTransferKeys(context.pool, policy.ceremonyLife);
  const issue = (request: AuthorizationRequest) => issueAuthorization(keys.host, issuer, request, now());
  const basePath = (options.basePath ?? '').replace(/\/+$/, '');
  const handling = { context, transferKeys, authorize: options.authorize, issue, basePath };
  // A database that is away is there again at the next one.
  const failed = (thrown: unknown) => void refusal(thrown, context.log);
  const timer = setInterval(() => void sweep(context, sweepEvery).catch(failed), sweepEvery);
  timer.unref();
  return {
    fetch: (request) => handle(handling, request),
    issueAuthorization: issue,
    configuration: () => configuration(context),
    resetLockout: (recognizeId) => resetLockout(storage, recognizeId),
    sweep: () => sweep(context),
    async close() {
      clearInterval(timer);
      await context.pool.close();
    },
  };
}

async function createContext(options: RecognizeServerOptions): Promise<Context> {
  const { storage, origins } = options;
  const now = options.now ?? Date.now;
  await migrate(storage);
  const keys = await deriveKeys(options.secret);
  const hosts = (options.authorizationKeys ?? []).map((jwk) => importJWK(jwk, 'ES256') as Promise<Key>);
  return {
    storage,
    keys,
    trusted: [keys.host.publicKey, keys.matcher.publicKey, ...(await Promise.all(hosts))],
    envelopes: envelopeKeys(storage, keys, now),
    pool: createPool(options.threads, options.queue),
    models: await Promise.all(options.models.map((manifest) => known(parseManifest(manifest)))),
    origins,
    issuer: options.issuer ?? origins[0] ?? 'recognize',
    policy: { ...defaultPolicy, ...options.policy },
    log: options.log ?? (() => {}),
    now,
  };
}

async function known(set: ModelSet): Promise<KnownModel> {
  const id = await modelId(set);
  return {
    modelId: id,
    modelIdHash: new Uint8Array(createHash('sha256').update(id).digest()),
    matching: set.matching,
  };
}

/** @param ago drops what expired at least so long ago: a browser that is a little late learns that it is, not that nobody knows its run */
async function sweep({ storage, envelopes, now }: Context, ago = 0): Promise<void> {
  const until = now() - ago;
  for (const table of ['recognize_ceremonies', 'recognize_spent_tokens'])
    await storage.query(`delete from ${table} where expires <= $1`, [until]);
  await storage.query('delete from recognize_devices where expires > 0 and expires <= $1', [until]);
  await envelopes.destroyExpired();
}
