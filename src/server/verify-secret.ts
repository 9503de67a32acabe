import { RecognizeError } from '../errors.ts';
import { authenticateOldRows } from './authenticate-old-rows.ts';
import type { Context } from './context.ts';

/**
 * Checks that the secret is the one that the database was written with, and upgrades a database of release 0.1.0. The order matters,
 * because the second step creates an envelope key when one is due.
 *
 * @throws Error when the secret is another one; the storage's error when the database does not answer
 */
export async function verifySecret(context: Context): Promise<void> {
  try {
    await authenticateOldRows(context);
    await context.envelopeKeys.all();
  } catch (cause) {
    if (!(cause instanceof RecognizeError) || cause.code !== 'security/database-changed') throw cause;
    const reason = cause.cause instanceof Error ? cause.cause.message : cause.message;
    throw new Error(`secret: expected the secret that this database was written with. ${reason}`, { cause });
  }
}
