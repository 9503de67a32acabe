import { RecognizeError } from '../../errors.ts';
import { distinctName } from '../../visible-text.ts';
import { captureClaim } from '../../wire/assertion.ts';
import { toBase64url } from '../../wire/base64url.ts';
import { type Bytes, equal, systemRandom, wipe } from '../../wire/bytes.ts';
import { type EnrollRequest, encodeEnrollResponse, parseEnrollRequest } from '../../wire/messages/enroll.ts';
import { requireAuthorizedSource } from '../../wire/photo-authorization.ts';
import { type AuthorizationClaims, requiredLiveness } from '../../wire/tokens.ts';
import type { Context } from '../context.ts';
import type { DeviceDescription } from '../device-description.ts';
import { lockUser, removeDevicesOf, requireDeviceQuota } from '../devices.ts';
import { shareContext } from '../encryption.ts';
import { recordHandoffSuccess, requireHandoffOpen } from '../handoffs/ceremony.ts';
import { useChallengeOfEnrollment } from '../issued-challenges.ts';
import { requireLiveness } from '../liveness.ts';
import { modelsOfRequest, type ServerModel } from '../models.ts';
import { insertEnrollment, selectEnrollResponse } from '../repositories/ceremonies.ts';
import { insertDevice, selectDeviceNames } from '../repositories/devices.ts';
import { insertUser } from '../repositories/people.ts';
import { insertShare } from '../repositories/shares.ts';
import type { Sql } from '../storage/sql.ts';
import { checkAuthorization, consumeAuthorization, issueAuthorization, signAssertion } from '../tokens.ts';
import { openSealedRequest, requestHash, requireSealedLength } from './sealed-request.ts';

export interface EnrollInput {
  readonly recognizeId: string;
  readonly sealed: Bytes;
  readonly description: DeviceDescription;
  /** The origin that the request names; undefined when it names none. */
  readonly pageOrigin: string | undefined;
  /** Id of the hand-off that the request comes from. */
  readonly handoff?: string | undefined;
}

/** What one enrollment stores. Times are milliseconds since the epoch. */
interface Enrollment {
  readonly recognizeId: string;
  readonly requestHash: string;
  readonly claims: AuthorizationClaims;
  readonly request: EnrollRequest;
  readonly model: ServerModel;
  readonly deviceId: string;
  readonly name: string;
  readonly assertion: string;
  readonly created: number;
  /** 0: unlimited. */
  readonly expires: number;
  readonly response: Bytes;
}

/**
 * EnrollRequest → EnrollResponse: stores the server share of a new client state. The same bytes get the same response until the ceremony
 * expires. The authorization is consumed in the transaction that stores the share, so a crash leaves both or neither.
 *
 * An enrolled user gets one more device. When the authorization has `replace`, all earlier devices are erased.
 *
 * @throws RecognizeError `security/envelope-invalid`, `server/unauthorized`, `server/forbidden`, `server/device-limit`,
 *   `client-state/model-mismatch`, `ceremony/already-enrolled`, `ceremony/session-expired`, `assets/version-mismatch`,
 *   `photo/not-authorized`, `photo/required`, `photo/wrong-file`
 */
export const enroll = (context: Context, input: EnrollInput): Promise<Bytes> =>
  context.requestQueue.first(input.recognizeId, () => enrollNow(context, input));

async function enrollNow(
  context: Context,
  { recognizeId, sealed, description, pageOrigin, handoff }: EnrollInput,
): Promise<Bytes> {
  requireSealedLength(1, sealed, context.models);
  const { storage, keys, now } = context;
  const hash = requestHash(sealed);
  const stored = await selectEnrollResponse(storage, keys.rows, recognizeId, hash, now());
  if (stored !== undefined) return stored;
  const { body, seal } = await openSealedRequest(context.envelopeKeys, 1, recognizeId, sealed);
  const { request, model } = parseBody(context, body);
  const expected = { recognizeId, ceremony: 'enroll', pageOrigin, handoff } as const;
  const claims = await checkAuthorization(context, request.token, expected);
  requireAuthorizedSource(claims, request.photo);
  // Nothing about a photo shows that a living person is there, so the level of one is always `off`.
  if (request.photo === undefined) requireLiveness(claims, request.report.liveness);

  const deviceBytes = systemRandom(16);
  const deviceId = toBase64url(deviceBytes);
  const created = now();
  const expires = expiryOf(context, request, created);
  const assertion = await signEnrollment(context, claims, deviceId, request);
  const activationToken = claims.activate === true ? await issueActivation(context, claims) : '';
  const response = await seal(
    encodeEnrollResponse({ deviceId: deviceBytes, created, expires, assertion, activationToken }),
  );
  const name = description.name ?? (request.type === 'BACKUP' ? 'Recovery' : 'One-time');
  const enrollment = { recognizeId, requestHash: hash, claims, request, model, deviceId, name, assertion };
  try {
    await storeEnrollment(context, { ...enrollment, created, expires, response });
  } catch (error) {
    // A parallel request with the same bytes was faster and has consumed the authorization.
    const concurrent = await selectEnrollResponse(storage, keys.rows, recognizeId, hash, now());
    if (concurrent === undefined) throw error;
    return concurrent;
  } finally {
    wipe(body, request.share);
  }
  return response;
}

function parseBody({ models }: Context, body: Bytes): { request: EnrollRequest; model: ServerModel } {
  const { n, candidates } = modelsOfRequest(models, body);
  const request = parseEnrollRequest(body, n);
  const model = candidates.find(({ modelIdHash }) => equal(modelIdHash, request.modelIdHash));
  if (model === undefined)
    throw new RecognizeError('client-state/model-mismatch', {
      detail: 'modelIdHash: expected a model of this server',
    });
  return { request, model };
}

function expiryOf({ policy }: Context, { type }: EnrollRequest, created: number): number {
  const lifetimeMs = type === 'TEMPORARY' ? policy.temporaryLifetimeMs : policy.backupLifetimeMs;
  return lifetimeMs === 0 ? 0 : created + lifetimeMs;
}

const storeEnrollment = (context: Context, enrollment: Enrollment): Promise<void> =>
  context.storage.transaction(async (sql) => {
    const { recognizeId, claims, request, model, deviceId, created, expires } = enrollment;
    const { policy, keys } = context;
    await consumeAuthorization(sql, claims, created);
    await requireHandoffOpen(context, sql, claims);
    if (request.report.liveness === 'active')
      await useChallengeOfEnrollment(context, sql, { jti: claims.jti, recognizeId });
    await insertUser(sql, recognizeId, created);
    await lockUser(sql, recognizeId);
    if (claims.replace === true) await removeDevicesOf(context, sql, recognizeId, 'replaced');
    await requireDeviceQuota(sql, recognizeId, policy.deviceLimit, created);
    const { type, n, stateHash, photo } = request;
    const { modelId } = model;
    const name = distinctName(enrollment.name, await selectDeviceNames(sql, recognizeId));
    const device = { deviceId, recognizeId, type, name, created, expires, modelId, n, stateHash };
    await insertDevice(sql, keys.rows, { ...device, scenario: photo?.scenario });
    await storeShare(context, sql, enrollment);
    await recordHandoffSuccess(context, sql, claims, { assertion: enrollment.assertion, deviceId });
    await insertEnrollment(sql, keys.rows, {
      ceremonyId: toBase64url(systemRandom(32)),
      recognizeId,
      claims,
      requestHash: enrollment.requestHash,
      response: enrollment.response,
      expires: created + policy.ceremonyLifetimeMs,
    });
  });

async function storeShare(
  { keys }: Context,
  sql: Sql,
  { request, model, deviceId, recognizeId, created }: Enrollment,
): Promise<void> {
  const shareId = toBase64url(request.shareId);
  const owner = { shareId, deviceId, recognizeId, modelId: model.modelId, n: request.n };
  const sealedShare = keys.cipher.seal(request.share, shareContext(owner));
  const share = { shareId, deviceId, recognizeId, pending: false, sealedShare, created };
  if (!(await insertShare(sql, keys.rows, share)))
    throw new RecognizeError('ceremony/already-enrolled', { detail: 'shareId: exists already' });
}

const signEnrollment = (
  context: Context,
  claims: AuthorizationClaims,
  deviceId: string,
  { report: { liveness, flags }, photo }: EnrollRequest,
): Promise<string> =>
  signAssertion(context, {
    aud: claims.origin,
    sub: claims.sub,
    nonce: claims.challenge ?? claims.jti,
    ceremony: 'enroll',
    device_id: deviceId,
    amr: ['face'],
    liveness,
    capture: captureClaim(flags),
    ...(claims.transaction_hash === undefined ? {} : { transaction_hash: claims.transaction_hash }),
    ...(claims.operation === undefined ? {} : { operation: claims.operation }),
    ...(claims.handoff === undefined ? {} : { handoff: claims.handoff }),
    ...(photo === undefined ? {} : { source: 'photo', scenario: photo.scenario }),
  });

/** An authorization to bind this browser next, of the same level. The assertion of that ceremony carries the same challenge. */
const issueActivation = (context: Context, claims: AuthorizationClaims): Promise<string> => {
  const { sub: recognizeId, origin, operation, challenge } = claims;
  const request = {
    recognizeId,
    ceremony: 'recover' as const,
    origin,
    liveness: requiredLiveness(claims),
    ...(challenge === undefined ? {} : { challenge }),
    ...(operation === undefined ? {} : { operation }),
  };
  return issueAuthorization(context, context.keys.matcher, request, claims.handoff);
};
