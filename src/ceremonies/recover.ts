import { decodeClientState } from '../client-state/client-state.ts';
import { RecognizeError } from '../errors.ts';
import type { Device } from '../protocol/device.ts';
import { toBase64url } from '../protocol/encoding.ts';
import { authorize } from './authorization.ts';
import { createDeviceKeys } from './device-keys.ts';
import { runMatch } from './match.ts';
import { settlePending } from './settle-pending.ts';
import type { CeremonyContext, RecoverInput, RecoverResult } from './types.ts';

/**
 * Client state + live face → a key pair bound to this browser. Until the backend says yes nothing of the old record changes.
 *
 * @throws RecognizeError `client-state/*`, `ceremony/*`, `capture/*`, `camera/*`, `host/*`, `server/*`, `security/*`, `storage/*`
 */
export function recover(context: CeremonyContext, input: RecoverInput): Promise<RecoverResult> {
  return context.exclusive(input.recognizeId, () => recoverAlone(context, input));
}

/** The same for a caller that holds the person's lock already. */
export async function recoverAlone(context: CeremonyContext, input: RecoverInput): Promise<RecoverResult> {
  const { recognizeId } = input;
  const state = decodeClientState(input.clientState);
  if (state.recognizeId !== recognizeId) throw new RecognizeError('client-state/wrong-person');
  if (state.expires !== 0 && state.expires <= context.now()) throw new RecognizeError('client-state/expired');
  context.report.step('loading');
  const { modelId } = await context.models();
  if (state.modelId !== modelId) throw new RecognizeError('client-state/model-mismatch');
  const { token } = await authorize(input.authorization, 'recover', recognizeId, context.signal);
  await settlePending(context, recognizeId).catch(() => {
    // What cannot be settled now stays pending; it must not stand in the way of a new run.
  });
  await context.warmUp();
  const keys = await createDeviceKeys();
  const description = { ...context.description, ...(input.deviceName ? { name: input.deviceName } : {}) };
  const { m6, share, thumbprint } = await runMatch(context, {
    recognizeId,
    ceremony: 'recover',
    token,
    modelId,
    share: state.share,
    keptIn: 'client-state',
    keys,
    description,
  });
  const device: Device = {
    deviceId: toBase64url(m6.deviceId),
    type: 'SDK',
    ...description,
    created: m6.created,
    keyThumbprint: thumbprint,
  };
  await context.store.settle({ recognizeId, device, modelId, share, keys });
  return { recognizeId, device, assertion: m6.assertion };
}
