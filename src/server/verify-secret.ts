import { wipe } from '../wire/bytes.ts';
import type { Context } from './context.ts';
import { SealError, shareContext } from './encryption.ts';
import { selectAnyShare } from './repositories/shares.ts';

/**
 * Checks that the secret is the one that the database was written with: opens one server share, then the envelope keys. The order
 * matters, because the second step creates an envelope key when one is due.
 *
 * @throws Error when the secret is another one; the storage's error when the database does not answer
 */
export async function verifySecret({ storage, envelopeKeys, keys }: Context): Promise<void> {
  try {
    const share = await selectAnyShare(storage);
    if (share !== undefined)
      wipe(keys.cipher.open(share.sealedShare, shareContext(share.shareId, share.modelId, share.n)));
    await envelopeKeys.all();
  } catch (cause) {
    if (!(cause instanceof SealError)) throw cause;
    throw new Error('secret: expected the secret that this database was written with', { cause });
  }
}
