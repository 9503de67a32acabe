import { RecognizeError } from '../errors.ts';
import { cleanName } from '../visible-text.ts';
import { toBase64url } from '../wire/base64url.ts';
import { type ClientState, decodeClientState } from '../wire/client-state.ts';
import type { Device } from '../wire/device.ts';
import { authorize } from './authorization.ts';
import { createDeviceKeys } from './device-keys.ts';
import { checkRecoverInput } from './input.ts';
import { runMatch } from './match.ts';
import { reconcilePending } from './reconcile-pending.ts';
import type { CeremonyContext, Models, RecoverInput, RecoverResult } from './types.ts';

/**
 * Binds this browser to a user, from a client state and a live face. An earlier record of this browser stays unchanged until the backend
 * has reported a match. Its device is replaced then: this browser proves that it has the key.
 *
 * @throws RecognizeError `usage/*`, `client-state/*`, `ceremony/*`, `capture/*`, `camera/*`, `host/*`, `server/*`, `security/*`,
 *   `storage/*`, `runtime/*`
 */
export async function recover(context: CeremonyContext, input: RecoverInput): Promise<RecoverResult> {
  checkRecoverInput(input);
  return context.withUserLock(input.recognizeId, () => recoverUnderLock(context, input));
}

/** `recover` for a caller that holds the lock of the user and has checked the input. */
export async function recoverUnderLock(
  context: CeremonyContext,
  input: RecoverInput,
): Promise<RecoverResult> {
  const { recognizeId } = input;
  const clientState = readClientState(input);
  context.onStep('loading');
  const models = await context.models(clientState.modelId);
  requireSameModel(clientState, models);
  const { modelId, previous } = models;
  const expected = { ceremony: 'recover', recognizeId, origin: context.origin } as const;
  const { token, claims } = await authorize(input.authorization, expected, context.signal);
  // Pending runs that cannot be decided now stay in the store. They must not prevent a new recovery.
  await reconcilePending(context, recognizeId).catch(() => {});

  const keys = await createDeviceKeys();
  const name = cleanName(input.deviceName ?? '') || context.description.name;
  const description = { ...context.description, name };
  const { finishResponse, share, thumbprint } = await runMatch(context, {
    recognizeId,
    ceremony: 'recover',
    token,
    claims,
    modelId,
    share: clientState.share,
    shareSource: 'client-state',
    keys,
    description,
    replacement: {
      former: await formerKeys(context, recognizeId),
      replaceUnused: input.replaceUnused === true,
    },
  });
  const device: Device = {
    deviceId: toBase64url(finishResponse.deviceId),
    type: 'SDK',
    ...description,
    created: finishResponse.created,
    keyThumbprint: thumbprint,
  };
  await context.store.commit({ recognizeId, device, modelId, share, keys });
  const result = { recognizeId, device, assertion: finishResponse.assertion };
  return previous ? { ...result, enrollAgain: true } : result;
}

/** @throws RecognizeError `client-state/malformed`, `client-state/wrong-person`, `client-state/expired` */
function readClientState({ clientState: encoded, recognizeId }: RecoverInput): ClientState {
  const clientState = decodeClientState(encoded);
  if (clientState.recognizeId !== recognizeId)
    throw new RecognizeError('client-state/wrong-person', {
      detail: 'clientState: expected one of this user',
    });
  // Only the matcher judges whether a client state has expired, because the clock of this device may be wrong. Both times are the matcher's.
  if (clientState.expires !== 0 && clientState.expires <= clientState.created)
    throw new RecognizeError('client-state/expired');
  return clientState;
}

/** @throws RecognizeError `client-state/model-mismatch`, `client-state/malformed` */
function requireSameModel(clientState: ClientState, { modelId, n }: Models): void {
  if (clientState.modelId !== modelId) throw modelMismatch('clientState', modelId, clientState.modelId);
  const bits = clientState.share.share.length * 8;
  if (bits !== n)
    throw new RecognizeError('client-state/malformed', {
      detail: `clientState.share: expected ${n} bits, not ${bits}`,
    });
}

/** The keys of this browser's earlier device. Without a record it may be one whose FinishResponse was lost. */
async function formerKeys(
  { store }: CeremonyContext,
  recognizeId: string,
): Promise<CryptoKeyPair | undefined> {
  const record = await store.read(recognizeId);
  if (record !== undefined) return record.keys;
  const pending = await store.readPending(recognizeId);
  return pending.filter(({ ceremony }) => ceremony === 'recover').at(-1)?.keys;
}

/** The error for a client state or record `source` of another model than the loaded one. */
export const modelMismatch = (source: string, expected: string, actual: string): RecognizeError =>
  new RecognizeError('client-state/model-mismatch', {
    detail: `${source}: expected model ${expected}, not ${actual}`,
  });
