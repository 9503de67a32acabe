import { wipe } from '../wire/bytes.ts';
import { shareContext } from './ceremonies/records.ts';
import type { Context } from './context.ts';
import { SealError } from './encryption.ts';

interface Row {
  readonly share_id: string;
  readonly sealed_share: Uint8Array;
  readonly model_id: string;
  readonly n: number;
}

/**
 * Opens what the database holds under the secret: one server share, then the keys of the envelope. In this order, for where all of those have
 * expired a new one is made.
 *
 * @throws Error when the database was written with another secret; what the database throws that does not answer
 */
export async function requireSecret({ storage, envelopes, keys }: Context): Promise<void> {
  try {
    const [row] = await storage.query<Row>(
      `select s.share_id, s.sealed_share, d.model_id, d.n from recognize_shares s
       join recognize_devices d using (device_id) limit 1`,
    );
    if (row !== undefined)
      wipe(keys.cipher.open(row.sealed_share, shareContext(row.share_id, row.model_id, row.n)));
    await envelopes.all();
  } catch (cause) {
    // A database that does not answer says nothing of the secret.
    if (!(cause instanceof SealError)) throw cause;
    throw new Error('The secret is not the one that this database was written with.', { cause });
  }
}
