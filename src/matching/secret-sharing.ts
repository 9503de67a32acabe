import { type Bytes, concat, type Randomness, systemRandom, utf8, xor } from '../wire/bytes.ts';
import { taggedHash } from '../wire/hash.ts';
import type { ClientShare, SharePair } from '../wire/shares.ts';
import { permuteBits } from './permutation.ts';

/**
 * Splits the bits b of an enrollment into two XOR shares, A = π(b) xor B with a random B. Each share alone is uniformly random and
 * independent of the face (one-time pad). Random values in order: share id, seed of the permutation, B.
 *
 * @param bits n/8 bytes
 */
export function split(bits: Uint8Array, random: Randomness = systemRandom): SharePair {
  const shareId = random(16);
  const orderSeed = random(32);
  const share = random(bits.length);
  const client = { shareId, share, orderSeed };
  const serverShare = xor(permuteBits(bits, orderSeed), share);
  return { client, server: { shareId, share: serverShare, stateHash: stateHash(client) } };
}

/** Binds share id, B and seed, 32 bytes. The seed has 256 bits of entropy, so the hash does not reveal B. */
export const stateHash = ({ shareId, share, orderSeed }: ClientShare): Bytes =>
  taggedHash('state', shareId, share, orderSeed);

/** The state hash of an SDK device, 32 zero bytes: its share changes at every authentication, and no host stores it. */
export const noStateHash = (): Bytes => new Uint8Array(32);

/** New share id and mask r of a share pair after a match. Both sides derive the same. */
export interface ShareRefresh {
  /** 16 bytes. */
  readonly shareId: Bytes;
  /** r, n/8 bytes. */
  readonly mask: Bytes;
}

/**
 * Derives a refresh (proactive secret sharing: Herzberg et al., CRYPTO 1995): HKDF-SHA256 (RFC 5869) with ikm K, salt sid and info
 * "refresh" ‖ s. The first 16 bytes are the share id, the rest is r.
 *
 * EvaluateRequest commits the browser to s before K exists, so that neither side can choose r. A matcher that could would choose r = A, and
 * B xor r would be the template.
 *
 * @param key K, 16 bytes
 * @param secret s, 32 bytes
 */
export async function deriveShareRefresh(
  key: Bytes,
  sid: Bytes,
  secret: Bytes,
  n: number,
): Promise<ShareRefresh> {
  const ikm = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveBits']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: sid, info: concat(utf8('refresh'), secret) };
  const output = new Uint8Array(await crypto.subtle.deriveBits(hkdf, ikm, 8 * (16 + n / 8)));
  return { shareId: output.slice(0, 16), mask: output.slice(16) };
}

/** The refreshed share: A xor r at the matcher, B xor r in the browser. */
export const refreshShare = (share: Bytes, { mask }: ShareRefresh): Bytes => xor(share, mask);
