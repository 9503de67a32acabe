import { fetchDevices } from './fetch-devices.ts';
import type { DeviceContext } from './types.ts';

/** A run that the matcher can still finish is not given up before its ceremony has expired there. */
const hope = 600_000;

/**
 * Heals a lost last answer: when the backend lists the key of a pending recovery, that recovery has succeeded. A pending refresh needs no
 * healing, because the matcher keeps the old pair until a session under the new one has ended in yes.
 *
 * @throws RecognizeError `host/*`, `server/*`, `storage/*`
 */
export async function reconcilePending(context: DeviceContext, recognizeId: string): Promise<void> {
  const { store, now } = context;
  const pending = await store.readPending(recognizeId);
  const recoveries = pending.filter(({ ceremony }) => ceremony === 'recover');
  if (pending.length === 0) return;
  if (recoveries.length === 0) return store.reconcile(recognizeId, pending, undefined);
  const devices = await fetchDevices(context, recognizeId);
  for (const { thumbprint, modelId, share, keys } of recoveries.reverse()) {
    const device = devices.find(({ keyThumbprint }) => keyThumbprint === thumbprint);
    if (device === undefined) continue;
    return store.reconcile(recognizeId, pending, { recognizeId, device, modelId, share, keys });
  }
  if (recoveries.every(({ created }) => created < now() - hope))
    await store.reconcile(recognizeId, pending, undefined);
}
