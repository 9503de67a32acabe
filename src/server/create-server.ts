import { randomBytes } from 'node:crypto';
import { importJWK, type JWK } from 'jose';
import type { Configuration } from '../wire/configuration.ts';
import type { Key } from '../wire/envelope.ts';
import { requireRecognizeId } from '../wire/ids.ts';
import { createEvaluatedCeremonies } from './ceremonies/evaluated-ceremonies.ts';
import { createRequestQueue } from './ceremonies/request-queue.ts';
import { createRunningEvaluations } from './ceremonies/running-evaluations.ts';
import { configuration, jwks } from './configuration.ts';
import type { Context } from './context.ts';
import { deleteExpired } from './delete-expired.ts';
import { hasDevice } from './devices.ts';
import { createEnvelopeKeys } from './envelope-keys.ts';
import { quietLog, wholeMilliseconds, withinTime } from './host-callbacks.ts';
import { handleRequest } from './http/handle-request.ts';
import { errorResponse } from './http/response.ts';
import { deriveKeys } from './keys.ts';
import { resetLockout } from './lockout.ts';
import { readModel } from './models.ts';
import { parseOptions, type RecognizeServerOptions, type ServerSettings } from './options.ts';
import { createKeyQueue } from './pool/key-queue.ts';
import { createPool } from './pool/pool.ts';
import { routes } from './routes.ts';
import { storableStorage } from './storable-storage.ts';
import { requireTableRights } from './storage/database-rights.ts';
import { migrate, migrations } from './storage/migrate.ts';
import { tableNames } from './storage/migration-script.ts';
import type { Sql } from './storage/sql.ts';
import { type AuthorizationRequest, issueAuthorization } from './tokens.ts';
import { type UnfreezeDecision, unfreeze } from './unfreeze.ts';
import { createUserBudget } from './user-budget.ts';
import { createAssertionVerifier, type VerifyAssertion } from './verify-assertion.ts';
import { verifySecret } from './verify-secret.ts';

export interface RecognizeServer {
  /** Answers a request of a page; never rejects. */
  fetch(request: Request): Promise<Response>;
  /**
   * Signs an authorization for one ceremony, which the page gives to an element. It is valid for five minutes and used once.
   *
   * @throws Error that names a wrong value, such as an origin that is not in `origins`
   */
  issueAuthorization(request: AuthorizationRequest): Promise<string>;
  /** Verifies the assertion that a page has sent, and returns its claims. */
  verifyAssertion: VerifyAssertion;
  /** The response to `GET .well-known/recognize`, with the public key that pages pin. */
  configuration(): Promise<Configuration>;
  /** Ends the lockout of a user. The rate limits of share pairs stay. */
  resetLockout(recognizeId: string): Promise<void>;
  /**
   * Lifts the rate limits of one share pair: its failures count no more. It writes `unfrozen` with all values to the log. Each call gives a
   * thief of the first factor and the client state 30 further attempts, so identify the user in another way first. The lockout of the
   * user stays.
   *
   * @param decision who decided it and why, 1 to 200 characters each
   * @throws RecognizeError `server/not-found` when the user has no such device; Error that names a wrong value
   */
  unfreeze(recognizeId: string, deviceId: string, decision: UnfreezeDecision): Promise<void>;
  /**
   * Whether the user has this device, and it has not expired. An assertion of a device that was removed or replaced must not count.
   *
   * @param transaction a transaction of the same database: the device then stays until its end
   */
  hasDevice(recognizeId: string, deviceId: string, transaction?: Sql): Promise<boolean>;
  /**
   * Deletes what has expired: ceremonies with their secrets, used tokens, challenges, devices, envelope keys. The server does this every minute for
   * what expired at least a minute ago.
   */
  sweep(): Promise<void>;
  /** Ends threads and timer. The storage stays open. */
  close(): Promise<void>;
}

const SWEEP_INTERVAL_MS = 60_000;

/** A new random secret for `createRecognizeServer`. Without the secret every enrollment is lost. */
export const createSecret = (): string => randomBytes(32).toString('base64url');

/**
 * Creates the backend module: matcher, devices and tokens behind one `fetch` handler. Migrates the database first.
 *
 * @throws RecognizeError `models/manifest-invalid`
 * @throws Error that names a wrong option, a database of a newer release, or a secret that is not the one of the database, or that says
 *   that the module was bundled without its threads
 */
export async function createRecognizeServer(options: RecognizeServerOptions): Promise<RecognizeServer> {
  const settings = parseOptions(options);
  const context = await createContext(settings);
  await verifySecret(context);
  const timer = setInterval(() => {
    // An error, such as an unreachable database, is logged. The next run tries again.
    deleteExpired(context, { gracePeriodMs: SWEEP_INTERVAL_MS, wait: false }).catch((error) =>
      errorResponse(error, context.log),
    );
  }, SWEEP_INTERVAL_MS);
  timer.unref();
  return {
    fetch: (request) => handleRequest(context, routes, settings.basePath, request),
    issueAuthorization: (request) => issueAuthorization(context, context.keys.host, request),
    verifyAssertion: createAssertionVerifier({
      jwks: jwks(context),
      issuer: context.issuer,
      origins: context.origins,
      now: context.now,
    }),
    configuration: () => configuration(context),
    async resetLockout(recognizeId) {
      requireRecognizeId(recognizeId);
      await resetLockout(context.storage, recognizeId);
    },
    unfreeze: (recognizeId, deviceId, decision) => unfreeze(context, { recognizeId, deviceId }, decision),
    hasDevice: (recognizeId, deviceId, transaction = context.storage) =>
      hasDevice(transaction, context, { recognizeId, deviceId }),
    sweep: () => deleteExpired(context),
    async close() {
      clearInterval(timer);
      context.keyQueue.close();
      await context.pool.close();
    },
  };
}

async function createContext(settings: ServerSettings): Promise<Context> {
  const { origins, policy, authorize, onRemoved, queueLimit } = settings;
  const storage = storableStorage(settings.storage);
  const now = wholeMilliseconds(settings.now ?? Date.now);
  const pool = createPool(settings.threads, 2 * queueLimit);
  const keys = await deriveKeys(settings.secret);
  const models = await Promise.all(settings.models.map(readModel));
  const hostKeys = (settings.authorizationKeys ?? []).map(importHostKey);
  const trustedKeys = [keys.host.publicKey, keys.matcher.publicKey, ...(await Promise.all(hostKeys))];
  await migrate(storage, migrations, { apply: settings.migrate ?? true });
  await requireTableRights(storage, tableNames());
  const budget = createUserBudget(policy.firstRequestBudget);
  return {
    storage,
    keys,
    trustedKeys,
    envelopeKeys: createEnvelopeKeys(storage, keys, now),
    pool,
    evaluatedCeremonies: createEvaluatedCeremonies(now),
    keyQueue: createKeyQueue({
      slots: pool.keyThreads,
      limit: queueLimit,
      budget,
    }),
    queueLimit,
    runningEvaluations: createRunningEvaluations(),
    requestQueue: createRequestQueue(budget),
    models,
    origins,
    issuer: settings.issuer ?? origins[0]!,
    policy,
    authorize: withinTime('authorize', authorize),
    handoffPage: settings.handoffPage,
    onRemoved: onRemoved && withinTime('onRemoved', onRemoved),
    log: quietLog(settings.log ?? (() => {})),
    now,
  };
}

/** @throws Error that names the option when the coordinates are not a point of the curve */
const importHostKey = (jwk: JWK, index: number): Promise<Key> =>
  (importJWK(jwk, 'ES256') as Promise<Key>).catch((cause: unknown) => {
    const detail = `authorizationKeys.${index}: expected a public P-256 key as JWK`;
    throw new Error(`createRecognizeServer: ${detail}`, { cause });
  });
