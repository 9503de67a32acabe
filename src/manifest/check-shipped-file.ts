import { RecognizeError } from '../errors.ts';
import { sha256Hex } from './hash.ts';
import type { FileHash } from './shipped-files.ts';

/**
 * Compares a file of the package with its length and hash in the script.
 *
 * @param address where the file came from, for the error's `detail`
 * @throws RecognizeError `assets/incomplete` (shorter), `assets/hash-mismatch` (other content)
 */
export async function checkShippedFile(
  expected: FileHash,
  bytes: Uint8Array<ArrayBuffer>,
  address: string,
): Promise<void> {
  if ((await sha256Hex(bytes)) === expected.sha256) return;
  if (bytes.length < expected.bytes) {
    const detail = `${address} has ${bytes.length} of ${expected.bytes} bytes`;
    throw new RecognizeError('assets/incomplete', { detail });
  }
  const detail = `${address} is not the file that belongs to this script: its SHA-256 is another one than ${expected.sha256}; copy all assets of the release again`;
  throw new RecognizeError('assets/hash-mismatch', { detail });
}
