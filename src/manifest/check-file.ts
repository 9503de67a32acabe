import { RecognizeError } from '../errors.ts';
import { sha256Hex } from './hash.ts';
import { invalidField } from './invalid-field.ts';
import type { NetFile, NetName } from './types.ts';

/**
 * Compares the file of a net with the length and hash in its manifest.
 *
 * @param address where the file came from, for the error's `detail`
 * @throws RecognizeError `assets/incomplete` (shorter than stated), `assets/hash-mismatch` (other content), `models/manifest-invalid` (the
 *   hash is right but the stated length is wrong); `detail` names the field of the manifest
 */
export async function checkFile(
  net: NetName,
  model: NetFile,
  bytes: Uint8Array<ArrayBuffer>,
  address: string = model.file,
): Promise<void> {
  if ((await sha256Hex(bytes)) === model.sha256) {
    if (bytes.length === model.bytes) return;
    throw invalidField(`${net}.bytes`, `${bytes.length}, the length of ${address}`);
  }
  if (bytes.length < model.bytes) {
    const detail = `${net}.bytes: ${address} has ${bytes.length} of ${model.bytes} bytes`;
    throw new RecognizeError('assets/incomplete', { detail });
  }
  const detail = `${net}.sha256: the content of ${address} has another hash`;
  throw new RecognizeError('assets/hash-mismatch', { detail });
}
