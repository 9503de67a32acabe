import { fetchDevices } from './fetch-devices.ts';
import type { DeviceContext } from './types.ts';

/**
 * Lifetime of a ceremony on the server (`policy.ceremonyLifetimeMs`, 10 minutes by default). Until it ends, the matcher can still finish a run
 * whose FinishRequest is under way.
 */
const CEREMONY_LIFETIME_MS = 600_000;

/**
 * Decides pending runs whose FinishResponse was lost. A pending recovery has succeeded if the backend lists its device key; its share and
 * keys become the record of this browser. A pending authentication needs no decision: the matcher accepts the previous shares until a
 * session with the new ones has matched, so it is removed.
 *
 * A recovery that the backend does not list stays pending until its ceremony has expired on the server, because the matcher can still
 * finish it until then. After that it is removed if the matcher has signed the list.
 *
 * @throws RecognizeError `host/*`, `server/*`, `storage/*`, `ceremony/aborted`
 */
export async function reconcilePending(context: DeviceContext, recognizeId: string): Promise<void> {
  const { store, now } = context;
  const pending = await store.readPending(recognizeId);
  if (pending.length === 0) return;
  const recoveries = pending.filter(({ ceremony }) => ceremony === 'recover');
  if (recoveries.length === 0) return store.reconcile(recognizeId, pending, undefined);

  const { devices, isSigned } = await fetchDevices(context, recognizeId);
  // The newest run comes last in the store. If several have succeeded, this browser is the newest device.
  for (const { thumbprint, modelId, share, keys } of [...recoveries].reverse()) {
    const device = devices.find(({ keyThumbprint }) => keyThumbprint === thumbprint);
    if (device === undefined) continue;
    return store.reconcile(recognizeId, pending, { recognizeId, device, modelId, share, keys });
  }
  // A run of the future was written before the clock of this device was corrected.
  const expired = recoveries.every(({ created }) => Math.abs(now() - created) > CEREMONY_LIFETIME_MS);
  if (expired && (await isSigned().catch(() => false)))
    await store.reconcile(recognizeId, pending, undefined);
}
