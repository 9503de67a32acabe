import { createHash } from 'node:crypto';
import { RecognizeError } from '../errors.ts';
import { modelId } from '../manifest/hash.ts';
import { parseManifest } from '../manifest/parse.ts';
import type { ModelSet } from '../manifest/types.ts';

/** What the matcher needs of one model set. */
export interface ServerModel {
  readonly modelId: string;
  /** SHA-256 of the model id, as in EnrollRequest. */
  readonly modelIdHash: Uint8Array;
  readonly matching: ModelSet['matching'];
}

/** @throws RecognizeError `models/manifest-invalid` */
export async function readModel(manifest: unknown): Promise<ServerModel> {
  const set = parseManifest(manifest);
  const id = await modelId(set);
  return {
    modelId: id,
    modelIdHash: new Uint8Array(createHash('sha256').update(id).digest()),
    matching: set.matching,
  };
}

/** The error names an unknown model if its templates have at most this many bits. */
const MIN_LARGEST_BITS = 1024;

/** The largest number of template bits for which a message is read. It bounds the length of every message. */
export const largestBits = (models: readonly ServerModel[]): number =>
  Math.max(MIN_LARGEST_BITS, ...models.map(({ matching }) => matching.n));

/** @throws RecognizeError `client-state/model-mismatch` when the server does not have the model */
export function requireModel(models: readonly ServerModel[], id: string): ServerModel {
  const model = models.find(({ modelId }) => modelId === id);
  if (model === undefined)
    throw new RecognizeError('client-state/model-mismatch', {
      detail: `model id: no model of this server is ${id}`,
    });
  return model;
}

/**
 * The models whose templates have the number of bits that a BeginRequest or EnrollRequest names in bytes 2 and 3 (big-endian). The number
 * determines the length of the message.
 *
 * @returns at least one model, and the number of bits
 * @throws RecognizeError `client-state/model-mismatch` when there is none
 */
export function modelsOfRequest(
  models: readonly ServerModel[],
  body: Uint8Array,
): { readonly n: number; readonly candidates: readonly ServerModel[] } {
  const n = ((body[2] ?? 0) << 8) | (body[3] ?? 0);
  const candidates = models.filter(({ matching }) => matching.n === n);
  if (candidates.length === 0)
    throw new RecognizeError('client-state/model-mismatch', {
      detail: `n: no model of this server has ${n} bits`,
    });
  return { n, candidates };
}
