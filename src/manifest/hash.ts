import type { EmbedderModel, ModelSet } from './types.ts';

/** SHA-256 as lower-case hex. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Everything that shapes an embedding: the net, what it is shown, where it is read. */
export function shapeOf({ sha256, input, template, output }: EmbedderModel): string {
  const { width, height, channels, mean, scale } = input;
  return JSON.stringify([sha256, width, height, channels, mean, scale, template, output.name]);
}

/**
 * Names what bits are comparable with what: the embedder's name and 64 bits of SHA-256 over everything that shapes the
 * bits (the embedding, their number, the subtracted mean). The detector and the threshold are free to change.
 */
export async function modelId({ embedder, matching }: ModelSet): Promise<string> {
  const shape = `${shapeOf(embedder)}\n${matching.n}\n${matching.center}`;
  const hash = await sha256Hex(new TextEncoder().encode(shape));
  return `${embedder.name}-${hash.slice(0, 16)}`;
}
