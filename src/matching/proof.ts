import type { Bytes } from '../wire/bytes.ts';
import { H } from '../wire/bytes.ts';
import { transcriptHash } from './transcript.ts';

/** The proof of knowing K: HMAC-SHA256 keyed by H("proof-key", sid, K) over the transcript, 32 bytes. */
export async function proofOf(
  sid: Bytes,
  key: Bytes,
  evaluateRequest: Bytes,
  responseHash: Bytes,
): Promise<Bytes> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const proofKey = await crypto.subtle.importKey('raw', H('proof-key', sid, key), algorithm, false, ['sign']);
  return new Uint8Array(
    await crypto.subtle.sign(algorithm, proofKey, transcriptHash(sid, evaluateRequest, responseHash)),
  );
}
