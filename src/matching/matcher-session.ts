import { RecognizeError } from '../errors.ts';
import type { Bytes, Randomness } from './bytes.ts';
import { equal, systemRandom, wipe, xor } from './bytes.ts';
import { bindingHash, secretCommitment } from './context.ts';
import { garble } from './gate.ts';
import { encodeM2, encodeM4, parseM3, parseM5 } from './messages.ts';
import type { SenderMultiplier } from './multiplication.ts';
import { decodePoint } from './points.ts';
import { proofOf } from './proof.ts';
import type { Refresh } from './shares.ts';
import { deriveRefresh } from './shares.ts';
import { senderKeys } from './transfer.ts';

/**
 * The matcher's side of one match as four functions without memory: what has to outlive a request is in their results, and whoever
 * calls them stores it (encrypted), counts the attempt before M4 leaves, and answers a repeated message from store.
 *
 *   offer()       M1 arrived          → M2 and the private key y
 *   senderKeys()  M2 was sent         → the transfer keys, the one costly step (transfer.ts)
 *   answer()      M3 arrived          → M4 and K; y and the transfer keys are spent and must be erased
 *   check()       M5 arrived          → yes with the refresh, or no
 */
export { senderKeys };

export interface Offer {
  readonly m2: Bytes;
  /** y, 32 bytes: secret until M4 is stored, then erased. */
  readonly privateKey: Bytes;
}

/**
 * Makes M2.
 *
 * @param ceremonyId 32 random bytes, the look-up key of this ceremony
 * @param stateHash that of the enrollment, or `noStateHash()` for an SDK device
 */
export async function offer(
  { ceremonyId, stateHash }: { readonly ceremonyId: Bytes; readonly stateHash: Bytes },
  multiplier: SenderMultiplier,
  random: Randomness = systemRandom,
): Promise<Offer> {
  const { privateKey, publicKey } = await multiplier.generate();
  return { m2: encodeM2({ nonce: random(32), serverPoint: publicKey, ceremonyId, stateHash }), privateKey };
}

export interface AnswerInput {
  readonly sid: Bytes;
  /** n · 64 bytes from `senderKeys`; overwritten by the answer. A second one to another M3 would reveal A up to complement. */
  readonly keys: Bytes;
  readonly m3: Bytes;
  /** A, n/8 bytes. */
  readonly share: Bytes;
  /** From the manifest, never from the wire. */
  readonly tau: number;
}

/**
 * Makes M4, and K for the check, and spends the transfer keys.
 *
 * @throws RecognizeError `security/envelope-invalid` on an M3 of another length, `ceremony/session-spent` on spent keys
 */
export function answer(input: AnswerInput, random: Randomness = systemRandom): { m4: Bytes; key: Bytes } {
  const n = input.share.length * 8;
  const { choices } = parseM3(input.m3, n);
  if (input.keys.every((byte) => byte === 0)) throw new RecognizeError('ceremony/session-spent');
  const { key, ...message } = garble({ ...input, choices }, random);
  wipe(input.keys);
  return { m4: encodeM4(n, message), key };
}

export interface CheckInput {
  readonly sid: Bytes;
  /** K, 16 bytes. */
  readonly key: Bytes;
  readonly m3: Bytes;
  /** `hashOfM4` of the M4 that was sent. */
  readonly m4Hash: Bytes;
  readonly m5: Bytes;
  /** Public key of the device, 64 bytes, from M1. */
  readonly deviceKey: Bytes;
  readonly n: number;
}

export type Verdict =
  | { readonly recognized: true; readonly refresh: Refresh }
  | { readonly recognized: false };

/**
 * Decides. All three conditions are computed whatever the others say, then joined: the proof of K, the secret committed to in M3,
 * the device's signature over both.
 *
 * @throws RecognizeError `security/envelope-invalid` on an M5 of another length
 */
export async function check({ sid, key, m3, m4Hash, m5, deviceKey, n }: CheckInput): Promise<Verdict> {
  const { proof, secret, signature } = parseM5(m5);
  const proven = equal(proof, await proofOf(sid, key, m3, m4Hash));
  const committed = equal(secretCommitment(secret), parseM3(m3, n).secretCommitment);
  const signed = await verify(deviceKey, signature, bindingHash(sid, m3, m4Hash, proof, secret));
  const refresh = await deriveRefresh(key, sid, secret, n);
  return [proven, committed, signed].every(Boolean) ? { recognized: true, refresh } : { recognized: false };
}

/** The new half of a pair after a yes: A xor r, or B xor r. */
export const refreshed = (share: Bytes, { mask }: Refresh): Bytes => xor(share, mask);

/** @throws RecognizeError `security/envelope-invalid` unless the 64 bytes are a point: for M1, before anything costs CPU */
export function requireDeviceKey(deviceKey: Bytes): void {
  decodePoint(deviceKey);
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

async function verify(deviceKey: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  const raw = new Uint8Array([4, ...deviceKey]);
  const key = await crypto.subtle.importKey('raw', raw, algorithm, false, ['verify']);
  return crypto.subtle.verify(algorithm, key, signature, message);
}
