import { RecognizeError } from '../../errors.ts';
import { createBeginResponse, requireDeviceKey } from '../../matching/matcher-session.ts';
import { noStateHash } from '../../matching/secret-sharing.ts';
import { type MatchCeremony, sessionId } from '../../matching/transcript.ts';
import { toBase64url } from '../../wire/base64url.ts';
import { type Bytes, equal, systemRandom, wipe } from '../../wire/bytes.ts';
import type { Movement } from '../../wire/liveness.ts';
import { type BeginRequest, parseBeginRequest } from '../../wire/messages/begin.ts';
import { revokedKeyStatement } from '../../wire/removal-statements.ts';
import type { AuthorizationClaims, Ceremony } from '../../wire/tokens.ts';
import { correctFutureTimes, requireAttemptAllowed } from '../attempts.ts';
import type { Context } from '../context.ts';
import type { DeviceDescription } from '../device-description.ts';
import { lockUser } from '../devices.ts';
import { nodeEcdh } from '../ecdh.ts';
import { transferContext } from '../encryption.ts';
import { issueChallenge } from '../issued-challenges.ts';
import { thumbprintOf } from '../keys.ts';
import { requireLiveness } from '../liveness.ts';
import { modelsOfRequest, requireModel } from '../models.ts';
import { insertCeremony } from '../repositories/ceremonies.ts';
import type { CeremonyClaims } from '../repositories/ceremony-record.ts';
import { selectDeviceIdByKey } from '../repositories/replaceable-devices.ts';
import { type Share, selectShareOfUser } from '../repositories/shares.ts';
import { signStatement } from '../sign-statement.ts';
import type { Sql } from '../storage/sql.ts';
import { checkAuthorization, consumeAuthorization } from '../tokens.ts';
import { enforceOpenCeremonyLimit } from './open-ceremony-limit.ts';
import { findReplacedDevice, type ReplacementProofs, verifyReplacement } from './replaced-device.ts';
import { openSealedRequest, requireSealedLength } from './sealed-request.ts';
import { precomputeTransferKeys } from './transfer-keys.ts';

export interface BeginInput extends ReplacementProofs {
  readonly recognizeId: string;
  readonly ceremony: Exclude<Ceremony, 'enroll'>;
  readonly sealed: Bytes;
  readonly description: DeviceDescription;
  /** The origin that the request names; undefined when it names none. */
  readonly pageOrigin: string | undefined;
  /** Id of the hand-off that the request comes from. */
  readonly handoff?: string | undefined;
}

/**
 * BeginRequest → BeginResponse. The response does not wait for the transfer keys, which are computed in the background.
 *
 * @throws RecognizeError `security/envelope-invalid`, `server/unauthorized`, `server/forbidden`, `server/too-many`,
 *   `server/device-limit`, `ceremony/locked`, `ceremony/session-expired`, `client-state/revoked`, `client-state/expired`,
 *   `client-state/model-mismatch`, `assets/version-mismatch`
 */
export const begin = (context: Context, input: BeginInput): Promise<Bytes> =>
  context.requestQueue.first(input.recognizeId, (withinBudget) => beginNow(context, input, withinBudget));

async function beginNow(
  context: Context,
  { recognizeId, ceremony, sealed, description, pageOrigin, handoff, former, replaceUnused }: BeginInput,
  withinBudget: boolean,
): Promise<Bytes> {
  const { storage, now } = context;
  requireSealedLength(1, sealed, context.models);
  requireCapacity(context);
  const { body, seal } = await openSealedRequest(context.envelopeKeys, 1, recognizeId, sealed);
  const request = parseBody(context, body);
  const claims = await checkAuthorization(context, request.token, {
    recognizeId,
    ceremony,
    pageOrigin,
    handoff,
  });
  requireLiveness(claims, request.liveness);
  const share = await findShare(context, recognizeId, ceremony, request, body);
  await requireExpectedDeviceKey(claims, request, share);
  const proofs = ceremony === 'recover' ? { former, replaceUnused } : {};
  const replacement = await verifyReplacement(context, recognizeId, request, body, proofs);
  const ceremonyClaims = { ...claims, ceremony, liveness: request.liveness, description, ...replacement };
  // Before the authorization is used, so that the person can agree to a replacement and go on with the same one.
  if (ceremony === 'recover') await findReplacedDevice(context, storage, recognizeId, ceremonyClaims, share);
  await consumeAuthorization(storage, claims, now());
  const run = { recognizeId, request, body, share, claims: ceremonyClaims };
  const { beginResponse, ...begun } = await storeCeremony(context, run);
  if (withinBudget) precomputeTransferKeys(context, { recognizeId, ...begun });
  return seal(beginResponse);
}

/**
 * Running ceremonies need the threads first. A queue of computations that no request waits for refuses nobody.
 *
 * @throws RecognizeError `server/too-many`
 */
function requireCapacity({ keyQueue, pool, queueLimit }: Context): void {
  if (Math.max(keyQueue.waitingRequests, pool.waitingEvaluations) >= queueLimit)
    throw new RecognizeError('server/too-many', {
      detail: `queueLimit: ${queueLimit} requests of running ceremonies wait`,
    });
}

/** What a ceremony begins with. */
interface Run {
  readonly recognizeId: string;
  readonly request: BeginRequest;
  /** BeginRequest as it was opened. */
  readonly body: Bytes;
  readonly share: Share;
  readonly claims: CeremonyClaims & { readonly ceremony: MatchCeremony };
}

/** What the caller needs of a stored ceremony. */
interface Begun {
  readonly ceremonyId: string;
  readonly sid: Bytes;
  readonly beginResponse: Bytes;
}

async function storeCeremony(context: Context, run: Run): Promise<Begun> {
  const { storage, policy, now } = context;
  try {
    return await storeInTransaction(context, run);
  } catch (error) {
    const locked = error instanceof RecognizeError && error.code === 'ceremony/locked';
    // Not in the transaction, which is rolled back when the user stays locked.
    if (!locked || !(await correctFutureTimes(storage, deviceOf(run), policy.lockout, now()))) throw error;
    return storeInTransaction(context, run);
  }
}

const deviceOf = ({ recognizeId, share: { deviceId } }: Run) => ({ recognizeId, deviceId });

const storeInTransaction = (context: Context, run: Run): Promise<Begun> =>
  context.storage.transaction(async (sql) => {
    const { now } = context;
    const { recognizeId, share, claims } = run;
    await lockUser(sql, recognizeId);
    await requireAttemptAllowed(sql, deviceOf(run), now());
    await enforceOpenCeremonyLimit(context, sql, recognizeId);
    if (claims.ceremony === 'recover') await findReplacedDevice(context, sql, recognizeId, claims, share);
    const { deviceId, shareId } = share;
    const owner = { jti: claims.jti, recognizeId, deviceId, shareId };
    const challenge = claims.liveness === 'active' ? await issueChallenge(context, sql, owner) : [];
    return insertBegun(context, sql, run, challenge);
  });

/** Creates BeginResponse, and stores the ceremony that it begins. */
async function insertBegun(
  { keys, policy, now }: Context,
  sql: Sql,
  { recognizeId, request, body, share, claims }: Run,
  challenge: readonly Movement[],
): Promise<Begun> {
  const ceremonyBytes = systemRandom(32);
  const ceremonyId = toBase64url(ceremonyBytes);
  const stateHash = claims.ceremony === 'recover' ? share.stateHash! : noStateHash();
  const { beginResponse, privateKey } = await createBeginResponse(
    { ceremonyId: ceremonyBytes, stateHash, challenge },
    nodeEcdh,
  );
  const { origin, ceremony } = claims;
  const { modelId, deviceId } = share;
  const { shareId, token, n, points } = request;
  const sid = sessionId({ n, recognizeId, shareId, modelId, origin, ceremony, token }, body, beginResponse);
  const sealedSecret = keys.cipher.seal(privateKey, transferContext(ceremonyId, points));
  wipe(privateKey);
  await insertCeremony(sql, keys.rows, {
    ceremonyId,
    recognizeId,
    deviceId,
    shareId: share.shareId,
    claims,
    deviceKey: request.deviceKey,
    sid,
    points,
    sealedSecret,
    expires: now() + policy.ceremonyLifetimeMs,
  });
  return { ceremonyId, sid, beginResponse };
}

function parseBody({ models }: Context, body: Bytes): BeginRequest {
  const request = parseBeginRequest(body, modelsOfRequest(models, body).n);
  requireDeviceKey(request.deviceKey);
  return request;
}

async function findShare(
  context: Context,
  recognizeId: string,
  ceremony: Ceremony,
  request: BeginRequest,
  body: Bytes,
): Promise<Share> {
  const { storage, keys, models, now } = context;
  const share = await selectShareOfUser(storage, keys.rows, recognizeId, toBase64url(request.shareId));
  if (share === undefined)
    throw new RecognizeError('client-state/revoked', {
      revocation: await signRevocation(context, recognizeId, request, body),
    });
  if (share.deviceExpires !== 0 && share.deviceExpires <= now())
    throw new RecognizeError('client-state/expired');
  // A bound browser authenticates; the other types recover.
  if ((share.deviceType === 'SDK') !== (ceremony === 'authenticate'))
    throw new RecognizeError('server/forbidden', {
      detail: `ceremony: not possible with a device of type ${share.deviceType}`,
    });
  if (requireModel(models, share.modelId).matching.n !== request.n)
    throw new RecognizeError('client-state/model-mismatch', {
      detail: 'n: expected the number of bits of the enrolled model',
    });
  return share;
}

/** The matcher's signature that no device of the user has the key of the browser; undefined when one has it. */
async function signRevocation(
  { storage, keys }: Context,
  recognizeId: string,
  { deviceKey }: BeginRequest,
  body: Bytes,
): Promise<string | undefined> {
  const deviceId = await selectDeviceIdByKey(storage, keys.rows, recognizeId, deviceKey);
  return deviceId === undefined ? signStatement(keys, revokedKeyStatement(body)) : undefined;
}

/** The key in BeginRequest must be the one that the authorization names, and the bound one when the device has one. */
async function requireExpectedDeviceKey(
  claims: AuthorizationClaims,
  { deviceKey }: BeginRequest,
  { publicKey }: Share,
): Promise<void> {
  const bound = publicKey === undefined || equal(publicKey, deviceKey);
  const named = claims.device_key === undefined || claims.device_key === (await thumbprintOf(deviceKey));
  if (!bound || !named)
    throw new RecognizeError('server/forbidden', {
      detail: 'deviceKey: expected the bound key and the one in the authorization',
    });
}
