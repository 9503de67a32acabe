import { RecognizeError } from '../../errors.ts';
import { evaluateResponseHash } from '../../matching/transcript.ts';
import { type Bytes, wipe } from '../../wire/bytes.ts';
import { evaluateRequestLength } from '../../wire/messages/evaluate.ts';
import { countAttempt, requireAttemptAllowed } from '../attempts.ts';
import type { Context } from '../context.ts';
import { lockUser } from '../devices.ts';
import { ceremonyContext, shareContext } from '../encryption.ts';
import { recordOutcome } from '../issued-challenges.ts';
import { requireModel } from '../models.ts';
import { storeEvaluation } from '../repositories/ceremonies.ts';
import type { CeremonyRecord, Evaluation } from '../repositories/ceremony-record.ts';
import { type Share, selectShareOfDevice } from '../repositories/shares.ts';
import { deleteTransferKeys } from '../repositories/transfer-keys.ts';
import { type CeremonyInput, openCeremonyRequest, readConcurrentResponse } from './ceremony-request.ts';
import { loadTransferKeys } from './transfer-keys.ts';

/**
 * EvaluateRequest → EvaluateResponse. One transaction counts the attempt and stores the response before it is sent. Only a stored response
 * is sent, so that parallel requests cannot get two responses to one batch of transfers, which together would reveal the server share.
 *
 * @throws RecognizeError `security/envelope-invalid`, `ceremony/session-unknown`, `ceremony/session-expired`, `ceremony/session-spent`,
 *   `ceremony/locked`, `client-state/revoked`, `client-state/model-mismatch`, `server/too-many`
 */
export const evaluate = (context: Context, input: CeremonyInput): Promise<Bytes> =>
  context.runningEvaluations.during(input.ceremonyId, () =>
    context.requestQueue.later(input.recognizeId, () => evaluateNow(context, input)),
  );

async function evaluateNow(context: Context, input: CeremonyInput): Promise<Bytes> {
  const { storage, now } = context;
  const { ceremony, requestHash, storedResponse, opened } = await openCeremonyRequest(context, 2, input);
  if (storedResponse !== undefined) return storedResponse;
  const [{ body: evaluateRequest, seal }, share] = await Promise.all([
    opened,
    findShare(context, ceremony),
    requireAttemptAllowed(storage, ceremony, now()),
  ]);
  if (evaluateRequest.length !== evaluateRequestLength(share.n))
    throw new RecognizeError('security/envelope-invalid', {
      detail: `EvaluateRequest: expected ${evaluateRequestLength(share.n)} bytes`,
    });
  const evaluated = await garble(context, ceremony, share, evaluateRequest);
  if (evaluated === undefined) return readConcurrentResponse(context, ceremony, 2, requestHash);
  const { evaluateResponse, sealedKey } = evaluated;
  const sealedResponse = await seal(evaluateResponse);
  const stored = await store(context, ceremony, {
    requestHash,
    response: sealedResponse,
    evaluateRequest,
    evaluateResponseHash: evaluateResponseHash(evaluateResponse),
    sealedKey,
    countedAt: now(),
  });
  return stored ? sealedResponse : readConcurrentResponse(context, ceremony, 2, requestHash);
}

interface Evaluated {
  readonly evaluateResponse: Bytes;
  /** K, encrypted. */
  readonly sealedKey: Bytes;
}

/** @returns undefined when a parallel request has used the transfer keys */
async function garble(
  context: Context,
  ceremony: CeremonyRecord,
  share: Share,
  evaluateRequest: Bytes,
): Promise<Evaluated | undefined> {
  const {
    pool,
    models,
    keys: { cipher },
  } = context;
  const { ceremonyId, sid } = ceremony;
  const { tau } = requireModel(models, share.modelId).matching;
  const transferKeys = await loadTransferKeys(context, ceremony);
  if (transferKeys === undefined) return undefined;
  // Decrypted only now, because the pool takes the buffer and overwrites it.
  const serverShare = cipher.open(share.sealedShare, shareContext(share));
  const { evaluateResponse, key } = await pool.evaluate({
    sid,
    keys: transferKeys,
    evaluateRequest,
    share: serverShare,
    tau,
  });
  const sealedKey = cipher.seal(key, ceremonyContext(ceremonyId));
  wipe(key);
  return { evaluateResponse, sealedKey };
}

/** The share that the ceremony began with. Its id can belong to another device by now: then the ceremony is refused. */
async function findShare({ storage, keys }: Context, { deviceId, shareId }: CeremonyRecord): Promise<Share> {
  const share = await selectShareOfDevice(storage, keys.rows, deviceId, shareId);
  if (share === undefined) throw new RecognizeError('client-state/revoked');
  return share;
}

/**
 * @returns false when another response was stored before
 * @throws RecognizeError `ceremony/session-spent` when this process has stored another one, and the row was put back since
 */
const store = (context: Context, ceremony: CeremonyRecord, evaluation: Evaluation): Promise<boolean> => {
  const { storage, keys, policy, evaluatedCeremonies } = context;
  return storage
    .transaction(async (sql) => {
      await lockUser(sql, ceremony.recognizeId);
      if (!(await storeEvaluation(sql, keys.rows, ceremony, evaluation))) return false;
      if (!evaluatedCeremonies.add(ceremony.ceremonyId, evaluation, ceremony.expires))
        throw new RecognizeError('ceremony/session-spent', {
          detail: 'EvaluateRequest: this process has answered another one',
        });
      await countAttempt(sql, ceremony, policy.lockout, evaluation.countedAt);
      await recordOutcome(context, sql, ceremony.claims, 'attempted');
      await deleteTransferKeys(sql, ceremony.ceremonyId);
      return true;
    })
    .catch((error: unknown) => {
      evaluatedCeremonies.remove(ceremony.ceremonyId, evaluation);
      throw error;
    });
};
