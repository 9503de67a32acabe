import * as v from 'valibot';
import { RecognizeError } from '../../errors.ts';
import type { Bytes } from '../../wire/bytes.ts';
import type { OpenedRequest } from '../../wire/envelope.ts';
import { ceremonyIdSchema } from '../../wire/ids.ts';
import { type Permission, requireOperation } from '../authorize.ts';
import type { Context } from '../context.ts';
import { selectCeremony, selectResponse } from '../repositories/ceremonies.ts';
import type { CeremonyRecord, RepeatableStep } from '../repositories/ceremony-record.ts';
import { lastCeremonyEnd } from '../stored-time.ts';
import { openSealedRequest, requestHash, requireSealedLength } from './sealed-request.ts';

/** A sealed EvaluateRequest or FinishRequest. */
export interface CeremonyInput {
  readonly permission: Permission & { readonly handoff?: string };
  readonly recognizeId: string;
  readonly ceremonyId: string;
  readonly sealed: Bytes;
}

/** The request with its ceremony. */
export interface CeremonyRequest {
  readonly ceremony: CeremonyRecord;
  readonly requestHash: string;
  /** The response to the same bytes, when they were answered before. */
  readonly storedResponse: Bytes | undefined;
  /** Rejects with `security/envelope-invalid`. It need not be awaited. */
  readonly opened: Promise<OpenedRequest>;
}

/**
 * Opens a request and reads its ceremony at the same time.
 *
 * @throws RecognizeError `security/envelope-invalid`, `ceremony/session-unknown`, `ceremony/session-expired`, `ceremony/session-spent`,
 *   `server/forbidden` when the host does not allow the ceremony any more
 */
export async function openCeremonyRequest(
  context: Context,
  step: RepeatableStep,
  { permission, recognizeId, ceremonyId, sealed }: CeremonyInput,
): Promise<CeremonyRequest> {
  requireSealedLength(step, sealed, context.models);
  const opened = openSealedRequest(context.envelopeKeys, step, recognizeId, sealed);
  // The caller awaits it, unless the ceremony is refused first: then the rejection must not end the process.
  opened.catch(() => {});
  const ceremony = await findCeremony(context, recognizeId, ceremonyId);
  requireOperation(permission, ceremony.claims.ceremony);
  if (ceremony.claims.handoff !== permission.handoff)
    throw new RecognizeError('server/forbidden', {
      detail: 'handoff: expected the session or the phone that began the ceremony',
    });
  const hash = requestHash(sealed);
  return {
    ceremony,
    requestHash: hash,
    storedResponse: await readStoredResponse(context, ceremony, step, hash),
    opened,
  };
}

/**
 * The response that a parallel request with the same bytes has stored.
 *
 * @throws RecognizeError `ceremony/session-spent` when the stored response belongs to other bytes, or there is none yet
 */
export async function readConcurrentResponse(
  context: Context,
  { recognizeId, ceremonyId }: CeremonyRecord,
  step: RepeatableStep,
  hash: string,
): Promise<Bytes> {
  const ceremony = await findCeremony(context, recognizeId, ceremonyId);
  const response = await readStoredResponse(context, ceremony, step, hash);
  if (response === undefined) throw sessionSpent(step);
  return response;
}

async function findCeremony(
  { storage, keys, policy, now }: Context,
  recognizeId: string,
  ceremonyId: string,
): Promise<CeremonyRecord> {
  const ceremony = v.is(ceremonyIdSchema, ceremonyId)
    ? await selectCeremony(storage, keys.rows, recognizeId, ceremonyId)
    : undefined;
  if (ceremony === undefined)
    throw new RecognizeError('ceremony/session-unknown', {
      detail: 'ceremonyId: expected a ceremony of this user',
    });
  if (ceremony.expires <= now() || ceremony.expires > lastCeremonyEnd(policy, now()))
    throw new RecognizeError('ceremony/session-expired', {
      detail: 'ceremonyId: expected a ceremony that began within policy.ceremonyLifetimeMs',
    });
  return ceremony;
}

/** @returns undefined when the step was not answered yet */
async function readStoredResponse(
  { storage }: Context,
  { ceremonyId, requestHashes }: CeremonyRecord,
  step: RepeatableStep,
  hash: string,
): Promise<Bytes | undefined> {
  const answeredHash = requestHashes[step];
  if (answeredHash === undefined) return undefined;
  const response = answeredHash === hash ? await selectResponse(storage, ceremonyId, step) : undefined;
  if (response === undefined) throw sessionSpent(step);
  return response;
}

/** A ceremony has one request of each step, because two responses to different requests would reveal the server share. */
const sessionSpent = (step: RepeatableStep) =>
  new RecognizeError('ceremony/session-spent', {
    detail: `${step === 2 ? 'EvaluateRequest' : 'FinishRequest'}: the ceremony has had another one`,
  });
