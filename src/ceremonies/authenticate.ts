import { RecognizeError, toRecognizeError } from '../errors.ts';
import type { BoundRecord } from '../store/store.ts';
import { equal } from '../wire/bytes.ts';
import type { AuthorizationClaims } from '../wire/tokens.ts';
import { transactionHash } from '../wire/transaction.ts';
import { authorize } from './authorization.ts';
import { ask } from './call-host.ts';
import { devicePath, fetchDevices } from './fetch-devices.ts';
import { runMatch } from './match.ts';
import { reconcilePending } from './reconcile-pending.ts';
import type { AuthenticateInput, AuthenticateResult, CeremonyContext } from './types.ts';

/**
 * Live face + device key → the host's challenge signed by the matcher, with the transaction as it was shown. Both sides refresh their halves.
 *
 * @throws RecognizeError as `recover`, and `storage/lost` when this browser has no record, `client-state/revoked` when the backend has
 *   none any more (the record is forgotten)
 */
export function authenticate(
  context: CeremonyContext,
  input: AuthenticateInput,
): Promise<AuthenticateResult> {
  const { recognizeId } = input;
  return context.withUserLock(recognizeId, async () => {
    context.onStep('loading');
    const { token, claims } = await authorize(
      input.authorization,
      'authenticate',
      recognizeId,
      context.signal,
    );
    await requireSame(input, claims);
    const record = await boundRecord(context, recognizeId);
    const { modelId } = await context.models();
    if (record.modelId !== modelId) throw new RecognizeError('client-state/model-mismatch');
    await context.warmUp();
    const { keys, device } = record;
    const match = runMatch(context, {
      recognizeId,
      ceremony: 'authenticate',
      token,
      modelId,
      share: record.share,
      shareSource: 'device-record',
      keys,
      description: context.description,
    });
    const { finishResponse, share } = await match.catch((thrown) =>
      forgottenIfRevoked(context, record, thrown),
    );
    await context.store.commit({ recognizeId, device, modelId, share, keys });
    return { assertion: finishResponse.assertion };
  });
}

/** What is shown is what the host's token names: the assertion will repeat it. */
async function requireSame(
  { challenge, transaction }: AuthenticateInput,
  claims: AuthorizationClaims,
): Promise<void> {
  if (challenge !== undefined && claims.challenge !== challenge) {
    throw new RecognizeError('server/forbidden', { detail: 'the authorization names another challenge' });
  }
  const hash = transaction === undefined ? undefined : await transactionHash(transaction);
  if (claims.transaction_hash !== hash) {
    throw new RecognizeError('server/forbidden', {
      detail: 'the authorization names another transaction than is shown',
    });
  }
}

/** The record of this browser, after asking whether the backend still knows it. */
async function boundRecord(context: CeremonyContext, recognizeId: string): Promise<BoundRecord> {
  const unsettled = await reconcilePending(context, recognizeId).catch((thrown: unknown) => thrown);
  const record = await context.store.read(recognizeId);
  // A recovery that could not be settled may be the record that is missing.
  if (record === undefined) throw unsettled ?? new RecognizeError('storage/lost');
  const path = devicePath(recognizeId, record.device.deviceId);
  try {
    await ask(context, { ceremony: 'authenticate', operation: 'check-device', method: 'GET', path });
  } catch (thrown) {
    const error = toRecognizeError(thrown, 'host/rejected');
    if (error.code === 'server/not-found') {
      await requireUnlisted(context, recognizeId, record, error);
      return forgottenIfRevoked(context, record, revoked(error));
    }
    // A first factor that does not allow the look: the matcher will say it at the first request.
    if (error.code !== 'server/forbidden') throw error;
  }
  return record;
}

/**
 * A backend that is mounted elsewhere finds nothing, either: the key cannot be made again, so it is given up only when the list comes and this
 * browser is not in it.
 */
async function requireUnlisted(
  context: CeremonyContext,
  recognizeId: string,
  { device }: BoundRecord,
  unfound: RecognizeError,
): Promise<void> {
  const devices = await fetchDevices(context, recognizeId, 'authenticate');
  if (devices.some(({ deviceId }) => deviceId === device.deviceId)) throw unfound;
}

const revoked = (cause: unknown) => new RecognizeError('client-state/revoked', { cause });

/** A revoked browser forgets its record and the key in it; not one that another tab has refreshed meanwhile, for that is newer than what was refused. */
async function forgottenIfRevoked(
  { store }: CeremonyContext,
  { recognizeId, device, share }: BoundRecord,
  thrown: unknown,
): Promise<never> {
  if (thrown instanceof RecognizeError && thrown.code === 'client-state/revoked') {
    const now = await store.read(recognizeId);
    if (now !== undefined && equal(now.share.shareId, share.shareId))
      await store.forget(recognizeId, device.deviceId);
  }
  throw thrown;
}
