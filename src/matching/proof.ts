import type { Bytes } from '../wire/bytes.ts';
import { taggedHash } from '../wire/hash.ts';
import { transcriptHash } from './transcript.ts';

/**
 * The proof of knowing K: HMAC-SHA256 over the transcript with the key H("proof-key", sid, K).
 *
 * @param key K, 16 bytes
 * @param responseHash `evaluateResponseHash` of EvaluateResponse
 * @returns 32 bytes
 */
export async function computeProof(
  sid: Bytes,
  key: Bytes,
  evaluateRequest: Bytes,
  responseHash: Bytes,
): Promise<Bytes> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const proofKey = await crypto.subtle.importKey('raw', taggedHash('proof-key', sid, key), hmac, false, [
    'sign',
  ]);
  const transcript = transcriptHash(sid, evaluateRequest, responseHash);
  return new Uint8Array(await crypto.subtle.sign(hmac, proofKey, transcript));
}
