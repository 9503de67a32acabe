import type { ModelSet } from './types.ts';

/** SHA-256 as lower-case hex. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Names what bits are comparable with what: the embedder's name and 64 bits of SHA-256 over everything that shapes the
 * bits (the net, what it is shown and read from, their number, the subtracted mean). The detector and the threshold are free to change.
 */
export async function modelId({ embedder, matching }: ModelSet): Promise<string> {
  const { width, height, channels, mean, scale } = embedder.input;
  const shape = [
    embedder.sha256,
    [width, height, channels, mean, scale],
    embedder.template,
    embedder.output.name,
    matching.n,
    matching.center,
  ];
  const hash = await sha256Hex(new TextEncoder().encode(JSON.stringify(shape)));
  return `${embedder.name}-${hash.slice(0, 16)}`;
}
