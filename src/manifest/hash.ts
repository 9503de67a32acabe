import type { EmbedderModel, ModelSet } from './types.ts';

/** SHA-256 as lower-case hex. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A canonical string of everything that an embedding depends on: the net, its input, the alignment template and its output. */
export function shapeOf({ sha256, input, template, output }: EmbedderModel): string {
  const { width, height, channels, mean, scale } = input;
  return JSON.stringify([sha256, width, height, channels, mean, scale, template, output.name]);
}

/**
 * The id of a model; only bit strings with the same id are comparable. It consists of the embedder's name and the first 64 bits of a
 * SHA-256 over everything that the bits depend on: the embedding, the number of bits and the subtracted mean. It is stored with every
 * enrollment. The detector, its thresholds and `tau` may change without a new id.
 */
export async function modelId({ embedder, matching }: ModelSet): Promise<string> {
  const shape = `${shapeOf(embedder)}\n${matching.n}\n${matching.center}`;
  const hash = await sha256Hex(new TextEncoder().encode(shape));
  return `${embedder.name}-${hash.slice(0, 16)}`;
}
