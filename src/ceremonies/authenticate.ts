import { RecognizeError, toRecognizeError } from '../errors.ts';
import type { AuthorizationClaims } from '../protocol/tokens.ts';
import { transactionHash } from '../protocol/transaction.ts';
import type { BoundRecord } from '../store/store.ts';
import { ask } from './ask.ts';
import { authorize } from './authorization.ts';
import { runMatch } from './match.ts';
import { settlePending } from './settle-pending.ts';
import type { AuthenticateInput, AuthenticateResult, CeremonyContext } from './types.ts';

/**
 * Live face + device key → the host's challenge signed by the matcher, with the transaction as it was shown. Both sides refresh their halves.
 *
 * @throws RecognizeError as `recover`, and `storage/lost` when this browser has no record, `client-state/revoked` when the backend has
 *   none any more (the record is wiped)
 */
export function authenticate(
  context: CeremonyContext,
  input: AuthenticateInput,
): Promise<AuthenticateResult> {
  const { recognizeId } = input;
  return context.exclusive(recognizeId, async () => {
    context.report.step('loading');
    const { token, claims } = await authorize(input.authorization, 'authenticate', recognizeId);
    await requireSame(input, claims);
    const record = await boundRecord(context, recognizeId);
    const { modelId } = await context.models();
    if (record.modelId !== modelId) throw new RecognizeError('client-state/model-mismatch');
    await context.warmUp();
    const { keys, device } = record;
    const { m6, share } = await runMatch(context, {
      recognizeId,
      ceremony: 'authenticate',
      token,
      modelId,
      share: record.share,
      keptIn: 'device',
      keys,
      description: context.description,
    });
    await context.store.settle(recognizeId, { recognizeId, device, modelId, share, keys });
    return { assertion: m6.assertion };
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
  await settlePending(context, recognizeId);
  const record = await context.store.read(recognizeId);
  if (record === undefined) throw new RecognizeError('storage/lost');
  const path = `people/${encodeURIComponent(recognizeId)}/devices/${record.device.deviceId}`;
  try {
    await ask(context, { ceremony: 'authenticate', operation: 'check-device', method: 'GET', path });
  } catch (thrown) {
    const error = toRecognizeError(thrown, 'host/rejected');
    if (error.code !== 'server/not-found') throw error;
    await context.store.remove(recognizeId);
    throw new RecognizeError('client-state/revoked', { cause: error });
  }
  return record;
}
