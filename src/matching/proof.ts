import type { Bytes } from './bytes.ts';
import { H } from './bytes.ts';
import { transcriptHash } from './context.ts';

/** The proof of knowing K: HMAC-SHA256 keyed by H("proof-key", sid, K) over the transcript, 32 bytes. */
export async function proofOf(sid: Bytes, key: Bytes, m3: Bytes, m4Hash: Bytes): Promise<Bytes> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const proofKey = await crypto.subtle.importKey('raw', H('proof-key', sid, key), algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign(algorithm, proofKey, transcriptHash(sid, m3, m4Hash)));
}
