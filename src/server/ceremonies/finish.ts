import { RecognizeError } from '../../errors.ts';
import { type Verdict, verifyFinishRequest } from '../../matching/matcher-session.ts';
import { type Bytes, wipe } from '../../wire/bytes.ts';
import { evaluateRequestBits } from '../../wire/messages/evaluate.ts';
import { encodeFinishResponse } from '../../wire/messages/finish.ts';
import type { Context } from '../context.ts';
import { lockUser } from '../devices.ts';
import { ceremonyContext } from '../encryption.ts';
import { requireHandoffOpen } from '../handoffs/ceremony.ts';
import { requireLivenessOfBegin } from '../liveness.ts';
import { startFinish, storeFinishResponse } from '../repositories/ceremonies.ts';
import type { CeremonyRecord } from '../repositories/ceremony-record.ts';
import { lockShareOfDevice, type Share } from '../repositories/shares.ts';
import type { Sql } from '../storage/sql.ts';
import { applyMatch } from './apply-match.ts';
import { type CeremonyInput, openCeremonyRequest, readConcurrentResponse } from './ceremony-request.ts';
import { withFixedDelay } from './fixed-delay.ts';
import { findReplacedDevice } from './replaced-device.ts';

/**
 * FinishRequest → FinishResponse: decides, and stores the response in the transaction that binds the browser or refreshes its share pair.
 * A match takes longer than a mismatch. So every outcome leaves `policy.finishDelayMs` after the request arrived.
 *
 * @throws RecognizeError `security/envelope-invalid`, `ceremony/session-unknown`, `ceremony/session-expired`, `ceremony/session-spent`,
 *   `client-state/revoked`, `server/device-limit`, `handoff/*`, `server/forbidden` for another level than the one of BeginRequest,
 *   `assets/version-mismatch`
 */
export const finish = (context: Context, input: CeremonyInput): Promise<Bytes> =>
  withFixedDelay(context.policy.finishDelayMs, () =>
    context.requestQueue.later(input.recognizeId, () => decide(context, input)),
  );

async function decide(context: Context, input: CeremonyInput): Promise<Bytes> {
  const { ceremony, requestHash, storedResponse, opened } = await openCeremonyRequest(context, 3, input);
  if (storedResponse !== undefined) return storedResponse;
  if (ceremony.evaluateResponseHash === undefined)
    throw new RecognizeError('ceremony/session-spent', {
      detail: 'FinishRequest: expected after EvaluateResponse',
    });
  const { body, seal } = await opened;
  const verdict = await verify(context, ceremony, body);
  requireLivenessOfBegin(ceremony.claims, verdict.report.liveness);
  const response = await context.storage
    .transaction(async (sql) => {
      await lockUser(sql, ceremony.recognizeId);
      // Parallel requests: one of them gets the ceremony, before anything is bound.
      if (!(await startFinish(sql, context.keys.rows, ceremony, requestHash))) return undefined;
      const { share, replacedDeviceId } = await requireFinishAllowed(context, sql, ceremony);
      const finishResponse = verdict.recognized
        ? await applyMatch(context, sql, ceremony, { ...verdict, share, replacedDeviceId })
        : encodeFinishResponse({ recognized: false });
      const sealedResponse = await seal(finishResponse);
      await storeFinishResponse(sql, ceremony.ceremonyId, sealedResponse);
      return sealedResponse;
    })
    .finally(() => verdict.recognized && wipe(verdict.refresh.mask));
  if (response === undefined) return readConcurrentResponse(context, ceremony, 3, requestHash);
  context.log({ event: verdict.recognized ? 'recognized' : 'not-recognized' });
  return response;
}

async function verify(
  { keys }: Context,
  { ceremonyId, sid, sealedSecret, evaluateRequest, evaluateResponseHash, deviceKey }: CeremonyRecord,
  finishRequest: Bytes,
): Promise<Verdict> {
  const key = keys.cipher.open(sealedSecret!, ceremonyContext(ceremonyId));
  return verifyFinishRequest({
    sid,
    key,
    evaluateRequest: evaluateRequest!,
    responseHash: evaluateResponseHash!,
    finishRequest,
    deviceKey,
    n: evaluateRequestBits(evaluateRequest!),
  }).finally(() => wipe(key));
}

/**
 * Refusals that do not depend on the verdict. They come before it is used, so that none of them reveals it.
 *
 * @returns the share that the ceremony began with, whose device cannot be deleted before the transaction ends; and the device that a match
 *   replaces
 */
async function requireFinishAllowed(
  context: Context,
  sql: Sql,
  { recognizeId, deviceId, shareId, claims }: CeremonyRecord,
): Promise<{ share: Share; replacedDeviceId: string | undefined }> {
  await requireHandoffOpen(context, sql, claims);
  const share = await lockShareOfDevice(sql, context.keys.rows, deviceId, shareId);
  if (share === undefined) throw new RecognizeError('client-state/revoked');
  if (claims.ceremony !== 'recover') return { share, replacedDeviceId: undefined };
  return { share, replacedDeviceId: await findReplacedDevice(context, sql, recognizeId, claims, share) };
}
