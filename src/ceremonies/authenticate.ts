import { RecognizeError, toRecognizeError } from '../errors.ts';
import type { BoundRecord } from '../store/store.ts';
import { equal } from '../wire/bytes.ts';
import { parseEmptyResponse } from '../wire/responses.ts';
import type { AuthorizationClaims } from '../wire/tokens.ts';
import { transactionHash } from '../wire/transaction.ts';
import { authorize } from './authorization.ts';
import { callHost } from './call-host.ts';
import { fetchDevices } from './fetch-devices.ts';
import { checkAuthenticateInput } from './input.ts';
import { runMatch } from './match.ts';
import { devicePath } from './paths.ts';
import { reconcilePending } from './reconcile-pending.ts';
import { modelMismatch } from './recover.ts';
import type { AuthenticateInput, AuthenticateResult, CeremonyContext } from './types.ts';

/**
 * Authenticates the user with a live face and the device key of this browser. The result is an assertion of the matcher over the host's
 * challenge and the displayed transaction. Client share and server share are refreshed.
 *
 * @throws RecognizeError as `recover`; `storage/lost` if this browser has no record, `client-state/revoked` if the backend has removed the
 *   device. The record is removed too when the matcher has signed that
 */
export async function authenticate(
  context: CeremonyContext,
  input: AuthenticateInput,
): Promise<AuthenticateResult> {
  checkAuthenticateInput(input);
  return context.withUserLock(input.recognizeId, () => authenticateUnderLock(context, input));
}

async function authenticateUnderLock(
  context: CeremonyContext,
  input: AuthenticateInput,
): Promise<AuthenticateResult> {
  const { recognizeId } = input;
  const { store, signal, description, origin } = context;
  context.onStep('loading');
  const expected = { ceremony: 'authenticate', recognizeId, origin } as const;
  const { token, claims } = await authorize(input.authorization, expected, signal);
  await checkClaims(input, claims);
  const record = await readRecord(context, recognizeId);
  const { modelId, previous } = await context.models(record.modelId);
  if (record.modelId !== modelId) throw modelMismatch('the record of this browser', modelId, record.modelId);
  const { keys, device } = record;
  const { finishResponse, share } = await runMatch(context, {
    recognizeId,
    ceremony: 'authenticate',
    token,
    claims,
    modelId,
    share: record.share,
    shareSource: 'device-record',
    keys,
    description,
  }).catch(async (thrown: unknown) => {
    if (isRevoked(thrown)) await removeRevokedRecord(context, record);
    throw thrown;
  });
  await store.commit({ recognizeId, device, modelId, share, keys });
  const { assertion } = finishResponse;
  return previous ? { assertion, enrollAgain: true } : { assertion };
}

/** The assertion will contain the challenge and the transaction of the token, so they must be the ones that the page shows. */
async function checkClaims(
  { challenge, transaction }: AuthenticateInput,
  claims: AuthorizationClaims,
): Promise<void> {
  if (challenge !== undefined && claims.challenge !== challenge) {
    const detail = 'authorization: the token is for another challenge';
    throw new RecognizeError('server/forbidden', { detail });
  }
  const hash = transaction === undefined ? undefined : await transactionHash(transaction);
  if (claims.transaction_hash !== hash) {
    const detail = 'authorization: the token is for another transaction than the displayed one';
    throw new RecognizeError('server/forbidden', { detail });
  }
}

/** Reads the record of this browser and checks with the backend that the device still exists. */
async function readRecord(context: CeremonyContext, recognizeId: string): Promise<BoundRecord> {
  const reconcileError = await reconcilePending(context, recognizeId).catch((thrown: unknown) => thrown);
  const record = await context.store.read(recognizeId);
  // The missing record may be that of a pending recovery, which could not be decided.
  if (record === undefined) throw reconcileError ?? new RecognizeError('storage/lost');
  const path = devicePath(recognizeId, record.device.deviceId);
  try {
    const call = { ceremony: 'authenticate', operation: 'check-device', method: 'GET', path } as const;
    await callHost(context, call, parseEmptyResponse);
  } catch (thrown) {
    const error = toRecognizeError(thrown, 'host/rejected');
    if (error.code === 'server/not-found') {
      await requireRemoved(context, record, error);
      await removeRevokedRecord(context, record);
      throw new RecognizeError('client-state/revoked', { cause: error });
    }
    // The user's first factor may not allow this check. The matcher then refuses a revoked device at the first request.
    if (error.code !== 'server/forbidden') throw error;
  }
  return record;
}

/**
 * Confirms that a device was removed. A backend that is mounted at another path also answers "not found", and the device key cannot be
 * generated again; so the record is only removed if the matcher has signed a list without this browser.
 */
async function requireRemoved(
  context: CeremonyContext,
  { recognizeId, device }: BoundRecord,
  notFound: RecognizeError,
): Promise<void> {
  const { devices, isSigned } = await fetchDevices(context, recognizeId, 'authenticate');
  const listed = devices.some(({ deviceId }) => deviceId === device.deviceId);
  if (listed || !(await isSigned())) throw notFound;
}

/** `runMatch` keeps only a `revocation` with a valid signature. */
const isRevoked = (thrown: unknown): boolean =>
  thrown instanceof RecognizeError && thrown.revocation !== undefined;

/** Removes the record that was refused, unless another tab has refreshed its share in the meantime. */
async function removeRevokedRecord({ store }: CeremonyContext, refused: BoundRecord): Promise<void> {
  const { recognizeId, device, share } = refused;
  const current = await store.read(recognizeId);
  if (current !== undefined && equal(current.share.shareId, share.shareId))
    await store.removeRecord(recognizeId, device.deviceId);
}
