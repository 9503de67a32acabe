import { RecognizeError } from '../errors.ts';
import { invalid } from './fields.ts';
import { sha256Hex } from './hash.ts';
import type { NetFile, NetName } from './types.ts';

/**
 * Holds a net's file against what its manifest says of it.
 *
 * @param address where the file was found, for people
 * @throws RecognizeError `assets/incomplete`, `assets/hash-mismatch`, `models/manifest-invalid`; `detail` names the field
 */
export async function checkFile(
  net: NetName,
  model: NetFile,
  bytes: Uint8Array<ArrayBuffer>,
  address: string = model.file,
): Promise<void> {
  if ((await sha256Hex(bytes)) === model.sha256) {
    if (bytes.length === model.bytes) return;
    throw invalid(`${net}.bytes`, `${bytes.length}, the length of ${address}`);
  }
  if (bytes.length < model.bytes) {
    const detail = `${net}.bytes: ${address} has ${bytes.length} of ${model.bytes}`;
    throw new RecognizeError('assets/incomplete', { detail });
  }
  const detail = `${net}.sha256: ${address} is another file than the manifest names`;
  throw new RecognizeError('assets/hash-mismatch', { detail });
}
