import type { Bytes } from '../wire/bytes.ts';
import { bitAt, concat, H, select } from '../wire/bytes.ts';
import { pointLength } from '../wire/suite.ts';
import type { ReceiverKeySource, ReceiverKeys, SenderMultiplier } from './ecdh.ts';
import { addToEach, decodePoint, encodePoint, negate, T } from './points.ts';

/**
 * Base oblivious transfers of Naor and Pinkas (SODA 2001) on P-256, receiver first, on random choice bits (Beaver, CRYPTO 1995), so
 * that all of it runs before there is a capture. A batch serves one attempt and no second: two corrections for one batch reveal
 * the server share up to complement.
 */
export interface ReceiverBatch {
  /** ρ, n/8 random bytes. */
  readonly choices: Bytes;
  readonly keys: ReceiverKeys;
  /** R_1 … R_n, 64 bytes each. */
  readonly points: Bytes;
}

/** Draws the receiver's side: R_i = x_i G + ρ_i T, both candidates computed, then one selected. */
export async function receive(choices: Bytes, source: ReceiverKeySource): Promise<ReceiverBatch> {
  const n = choices.length * 8;
  const keys = await source(n);
  const shifted = addToEach(keys.publicKeys.map(decodePoint), T);
  const points = keys.publicKeys.map((plain, i) =>
    select(-bitAt(choices, i), encodePoint(shifted[i]!), plain),
  );
  return { choices, keys, points: concat(...points) };
}

/**
 * The receiver's keys k_i[ρ_i].
 *
 * @param serverPoint S, 64 bytes
 * @returns n · 32 bytes
 * @throws RecognizeError `security/envelope-invalid` when S is not a point
 */
export async function receiverKeys(batch: ReceiverBatch, sid: Bytes, serverPoint: Bytes): Promise<Bytes> {
  decodePoint(serverPoint);
  const shared = await batch.keys.shared(serverPoint);
  return concat(...shared.map((x, i) => transferKey(sid, i, bitAt(batch.choices, i), x)));
}

/**
 * The sender's keys k_i[0], k_i[1]: the one costly step of the matcher, 2n multiplications.
 *
 * @param points R_1 … R_n, 64 bytes each
 * @returns n · 64 bytes, k_1[0] k_1[1] k_2[0] …
 * @throws RecognizeError `security/envelope-invalid` on a point off the curve, T or −T
 */
export async function senderKeys(
  privateKey: Bytes,
  points: Bytes,
  sid: Bytes,
  multiplier: SenderMultiplier,
): Promise<Bytes> {
  const n = points.length / pointLength;
  const plain = Array.from({ length: n }, (_, i) => points.slice(i * pointLength, (i + 1) * pointLength));
  const shifted = addToEach(plain.map(decodePoint), negate(T)).map(encodePoint);
  const [zero, one] = [
    await multiplier.multiply(privateKey, plain),
    await multiplier.multiply(privateKey, shifted),
  ];
  const keys = new Uint8Array(n * 64);
  for (let i = 0; i < n; i++) {
    keys.set(transferKey(sid, i, 0, zero[i]!), i * 64);
    keys.set(transferKey(sid, i, 1, one[i]!), i * 64 + 32);
  }
  return keys;
}

/** Index and choice bit are hashed on purpose: R_i = T/2 gives y R_i = −y (R_i − T), one x-coordinate for both. */
const transferKey = (sid: Bytes, index: number, choice: number, x: Bytes): Bytes =>
  H('ot', sid, index, choice, x);
