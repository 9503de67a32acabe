import { RecognizeError } from '../errors.ts';
import { toBase64url } from '../wire/base64url.ts';
import { decodeClientState } from '../wire/client-state.ts';
import type { Device } from '../wire/device.ts';
import { authorize } from './authorization.ts';
import { createDeviceKeys } from './device-keys.ts';
import { runMatch } from './match.ts';
import { reconcilePending } from './reconcile-pending.ts';
import type { CeremonyContext, RecoverInput, RecoverResult } from './types.ts';

/**
 * Client state + live face → a key pair bound to this browser. Until the backend says yes nothing of the old record changes.
 *
 * @throws RecognizeError `client-state/*`, `ceremony/*`, `capture/*`, `camera/*`, `host/*`, `server/*`, `security/*`, `storage/*`
 */
export function recover(context: CeremonyContext, input: RecoverInput): Promise<RecoverResult> {
  return context.withUserLock(input.recognizeId, () => recoverUnderLock(context, input));
}

/** The same for a caller that holds the person's lock already. */
export async function recoverUnderLock(
  context: CeremonyContext,
  input: RecoverInput,
): Promise<RecoverResult> {
  const { recognizeId } = input;
  const state = decodeClientState(input.clientState);
  if (state.recognizeId !== recognizeId) throw new RecognizeError('client-state/wrong-person');
  if (state.expires !== 0 && state.expires <= context.now()) throw new RecognizeError('client-state/expired');
  context.onStep('loading');
  const { modelId } = await context.models();
  if (state.modelId !== modelId) throw new RecognizeError('client-state/model-mismatch');
  const { token } = await authorize(input.authorization, 'recover', recognizeId, context.signal);
  await reconcilePending(context, recognizeId).catch(() => {
    // What cannot be settled now stays pending; it must not stand in the way of a new run.
  });
  await context.warmUp();
  const keys = await createDeviceKeys();
  const description = { ...context.description, ...(input.deviceName ? { name: input.deviceName } : {}) };
  const { finishResponse, share, thumbprint } = await runMatch(context, {
    recognizeId,
    ceremony: 'recover',
    token,
    modelId,
    share: state.share,
    shareSource: 'client-state',
    keys,
    description,
  });
  const device: Device = {
    deviceId: toBase64url(finishResponse.deviceId),
    type: 'SDK',
    ...description,
    created: finishResponse.created,
    keyThumbprint: thumbprint,
  };
  await context.store.commit({ recognizeId, device, modelId, share, keys });
  return { recognizeId, device, assertion: finishResponse.assertion };
}
