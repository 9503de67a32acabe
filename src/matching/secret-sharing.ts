import type { Bytes, Randomness } from '../wire/bytes.ts';
import { concat, H, systemRandom, utf8, xor } from '../wire/bytes.ts';
import { permuteBits } from './permutation.ts';

/** The browser's half: B, its name, and the secret order of the wires. Goes into the client state or the device's record. */
export interface ClientShare {
  /** 16 random bytes drawn by the browser; shared by no two devices. */
  readonly shareId: Bytes;
  /** B, n/8 bytes, in the order of the wires. */
  readonly share: Bytes;
  /** 32 random bytes; never leaves the browser but inside the client state. */
  readonly orderSeed: Bytes;
}

/** The matcher's half: A = b xor B. */
export interface ServerShare {
  readonly shareId: Bytes;
  /** A, n/8 bytes, in the order of the wires. */
  readonly share: Bytes;
  /** H("state", share id, B, seed): lets the browser see that a stored client state was not written to. */
  readonly stateHash: Bytes;
}

/** Splits the bits of an enrollment into two halves, each uniformly random and independent of the face. */
export function split(
  bits: Uint8Array,
  random: Randomness = systemRandom,
): { client: ClientShare; server: ServerShare } {
  const shareId = random(16);
  const orderSeed = random(32);
  const share = random(bits.length);
  const client = { shareId, share, orderSeed };
  return {
    client,
    server: { shareId, share: xor(permuteBits(bits, orderSeed), share), stateHash: stateHash(client) },
  };
}

/** 32 bytes that bind share id, B and seed. The seed has 256 bits of entropy, so the hash hides B. */
export const stateHash = ({ shareId, share, orderSeed }: ClientShare): Bytes =>
  H('state', shareId, share, orderSeed);

/** What BeginResponse carries in place of a state hash when the share belongs to an SDK device. */
export const noStateHash = (): Bytes => new Uint8Array(32);

/** What a yes makes of a pair: a new name, and the string r that both sides add to their half. */
export interface Refresh {
  readonly shareId: Bytes;
  /** r, as long as a share. */
  readonly mask: Bytes;
}

/**
 * HKDF-SHA256 (RFC 5869) with ikm K, salt sid, info "refresh" ‖ s; the first 16 bytes are the share id, the rest is r.
 * The browser committed to s in EvaluateRequest, before K existed: neither side chooses r. (A matcher that could would set r = A, and B xor r
 * is the template.)
 */
export async function deriveRefresh(key: Bytes, sid: Bytes, s: Bytes, n: number): Promise<Refresh> {
  const base = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveBits']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: sid, info: concat(utf8('refresh'), s) };
  const out = new Uint8Array(await crypto.subtle.deriveBits(hkdf, base, 8 * (16 + n / 8)));
  return { shareId: out.slice(0, 16), mask: out.slice(16) };
}
