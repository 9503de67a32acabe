import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, u32, utf8 } from './bytes.ts';

/** A field of a tagged hash: bytes, a string (UTF-8) or an integer from 0 to 2^32 − 1 (4 bytes, big-endian). */
export type HashField = Uint8Array | string | number;

/**
 * Domain-separated SHA-256, written `H(tag, f1, …)` in docs/private-matching/protocol.md: the hash of `"recognize/match/v1/" ‖ tag` and the
 * fields, each prefixed by its length in 4 bytes.
 *
 * The encoding is injective: no tag contains a zero byte and no field has 2^24 bytes or more, so the zero byte that begins the first length
 * marks the end of the tag.
 *
 * Synchronous, because a match computes thousands of short hashes and a promise of `crypto.subtle.digest` costs more than one of them.
 *
 * @returns 32 bytes
 */
export function taggedHash(tag: string, ...fields: readonly HashField[]): Bytes {
  const label = utf8(`recognize/match/v1/${tag}`);
  const parts = fields.map(fieldBytes);
  const input = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, label.length));
  const view = new DataView(input.buffer);
  input.set(label);
  let offset = label.length;
  for (const part of parts) {
    view.setUint32(offset, part.length);
    input.set(part, offset + 4);
    offset += 4 + part.length;
  }
  return sha256(input) as Bytes;
}

function fieldBytes(field: HashField): Uint8Array {
  if (typeof field === 'number') return u32(field);
  return typeof field === 'string' ? utf8(field) : field;
}
