import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Bytes } from './bytes.ts';
import { H } from './bytes.ts';
import { transcriptHash } from './context.ts';

/** The proof of knowing K: HMAC-SHA256 keyed by H("proof-key", sid, K) over the transcript, 32 bytes. */
export const proofOf = (sid: Bytes, key: Bytes, m3: Bytes, m4: Bytes): Bytes =>
  new Uint8Array(hmac(sha256, H('proof-key', sid, key), transcriptHash(sid, m3, m4)));
