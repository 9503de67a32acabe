import type { ModelSet } from './types.ts';

/** SHA-256 as lower-case hex. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Names what bits are comparable with what: the embedder's name and 64 bits of SHA-256 over everything that shapes the
 * bits (the net, their number, the subtracted mean). The detector and the threshold are free to change.
 */
export async function modelId(set: ModelSet): Promise<string> {
  const { embedder, matching } = set;
  const shape = `${embedder.sha256}\n${matching.n}\n${matching.center}`;
  const hash = await sha256Hex(new TextEncoder().encode(shape));
  return `${embedder.name}-${hash.slice(0, 16)}`;
}
