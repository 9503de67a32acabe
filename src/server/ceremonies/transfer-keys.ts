import { setTimeout } from 'node:timers/promises';
import { RecognizeError } from '../../errors.ts';
import { type Bytes, wipe } from '../../wire/bytes.ts';
import type { Context } from '../context.ts';
import { transferContext, transferKeysContext } from '../encryption.ts';
import { selectTransferInput } from '../repositories/ceremonies.ts';
import {
  claimTransferKeys,
  deleteTransferKeys,
  selectTransferKeys,
  storeTransferKeys,
} from '../repositories/transfer-keys.ts';

/**
 * Time for one computation, which takes a fifth of a second. When a process has died while it computed, another one takes over after this
 * time.
 */
const CLAIM_MS = 5_000;

/** Between two queries while another process computes. */
const POLL_INTERVAL_MS = 20;

/** Of other processes. Two claims that expire, one after the other, and a margin. */
const MAX_WAIT_MS = 3 * CLAIM_MS;

/** What the computation needs to know about a ceremony. Points and y are read from the database when its turn comes. */
export interface TransferCeremony {
  readonly ceremonyId: string;
  readonly recognizeId: string;
  readonly sid: Bytes;
}

/** Computes the transfer keys during the capture, unless the queue is full. Then EvaluateRequest does it. */
export const precomputeTransferKeys = (context: Context, ceremony: TransferCeremony): void =>
  context.keyQueue.precompute(jobOf(context, ceremony));

/**
 * The transfer keys, from the database. Computes them when nobody has, and waits while this or another process computes them.
 *
 * @returns undefined when EvaluateResponse was stored in the meantime. The caller overwrites the keys after use.
 * @throws RecognizeError `security/envelope-invalid` for points that are not on the curve, `server/too-many`, `server/unavailable`
 */
export async function loadTransferKeys(
  context: Context,
  ceremony: TransferCeremony,
): Promise<Bytes | undefined> {
  const { storage, keys, keyQueue } = context;
  const { ceremonyId } = ceremony;
  for (let waitedMs = 0; waitedMs < MAX_WAIT_MS; waitedMs += POLL_INTERVAL_MS) {
    const row = await selectTransferKeys(storage, ceremonyId);
    if (row === undefined) return undefined;
    if (row.sealedKeys !== undefined)
      return keys.cipher.open(row.sealedKeys, transferKeysContext(ceremonyId));
    if (row.claimed && !keyQueue.has(ceremonyId)) await setTimeout(POLL_INTERVAL_MS);
    else await keyQueue.compute(jobOf(context, ceremony));
  }
  throw new RecognizeError('server/unavailable', { detail: 'transfer keys: computed by no process' });
}

const jobOf = (context: Context, ceremony: TransferCeremony) => ({
  ceremonyId: ceremony.ceremonyId,
  recognizeId: ceremony.recognizeId,
  run: () => computeAndStore(context, ceremony),
});

/** Does nothing when another process has reserved the computation, or nobody needs it any more. */
async function computeAndStore(
  { storage, pool, keys: { cipher } }: Context,
  { ceremonyId, sid }: TransferCeremony,
): Promise<void> {
  if (!(await claimTransferKeys(storage, ceremonyId, CLAIM_MS))) return;
  const input = await selectTransferInput(storage, ceremonyId);
  if (input === undefined) return;
  try {
    const privateKey = cipher.open(input.sealedSecret, transferContext(ceremonyId, input.points));
    const keys = await pool.deriveSenderKeys(privateKey, input.points, sid);
    const sealed = cipher.seal(keys, transferKeysContext(ceremonyId));
    wipe(keys);
    await storeTransferKeys(storage, ceremonyId, sealed);
  } catch (error) {
    // The next request need not wait until the claim expires.
    await deleteTransferKeys(storage, ceremonyId).catch(() => {});
    throw error;
  }
}
