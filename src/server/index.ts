/**
 * The backend module for Node: matcher, devices and tokens behind one `fetch` handler. docs/server.md is the guide.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { createRecognizeServer } from 'recognize-elements/server';
 * import { pgStorage } from 'recognize-elements/server/pg';
 *
 * const recognize = await createRecognizeServer({
 *   storage: await pgStorage(process.env.DATABASE_URL!),
 *   secret: process.env.RECOGNIZE_SECRET!,
 *   models: [JSON.parse(readFileSync('assets/models/manifest.json', 'utf8'))],
 *   origins: ['https://bank.example'],
 *   basePath: '/recognize-api',
 *   authorize: async (request) => {
 *     const session = await findSession(request.headers.get('cookie')); // yours
 *     return session && { recognizeId: session.recognizeId, allow: ['recover', 'authenticate', 'list-devices'] };
 *   },
 * });
 *
 * const response = await recognize.fetch(request);
 * ```
 *
 * @module
 */
export type { RecognizeErrorCode, RecognizeErrorJson } from '../errors.ts';
export { RecognizeError } from '../errors.ts';
export { findInvisible } from '../visible-text.ts';
export type { AssertionClaims } from '../wire/assertion.ts';
export type { Configuration } from '../wire/configuration.ts';
export type { Device } from '../wire/device.ts';
export type { AuthorizationClaims, Ceremony } from '../wire/tokens.ts';
export { type Transaction, transactionHash } from '../wire/transaction.ts';
export type { Authorize, Permission } from './authorize.ts';
export { createRecognizeServer, createSecret, type RecognizeServer } from './create-server.ts';
export {
  type NodeHandler,
  type NodeRequest,
  type NodeResponse,
  toNodeHandler,
} from './http/node-handler.ts';
export type { Log, LogEvent } from './log.ts';
export type { OnRemoved, RemovalReason } from './on-removed.ts';
export { type Operation, operations } from './operations.ts';
export type { RecognizeServerOptions } from './options.ts';
export type { Lockout, Policy } from './policy.ts';
export type { Sql, SqlParameter, Storage, TransactionOptions } from './storage/sql.ts';
export type { AuthorizationRequest } from './tokens.ts';
export type { UnfreezeDecision } from './unfreeze.ts';
export {
  type AssertionIssuer,
  createAssertionVerifier,
  type ExpectedAssertion,
  type VerifyAssertion,
} from './verify-assertion.ts';
