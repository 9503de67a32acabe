import { type Bytes, bitAt, concat, select } from '../wire/bytes.ts';
import { taggedHash } from '../wire/hash.ts';
import { POINT_BYTES } from '../wire/suite.ts';
import type { EcdhKeyBatch, ReceiverEcdh, SenderEcdh } from './ecdh.ts';
import { addToEach, decodePoint, encodePoint, negate, T } from './p256.ts';

/**
 * The receiver's state of n base oblivious transfers on P-256 (Naor and Pinkas, "Efficient Oblivious Transfer Protocols", SODA 2001),
 * receiver first. The choice bits are random (Beaver, "Precomputing Oblivious Transfer", CRYPTO 1995), so that all of it runs before there
 * is a capture. A batch may be used for one attempt only: two corrections for one batch reveal the server share up to complement.
 */
export interface ReceiverBatch {
  /** ρ, n/8 random bytes. */
  readonly choices: Bytes;
  readonly keyBatch: EcdhKeyBatch;
  /** R_1 … R_n, 64 bytes each. */
  readonly points: Bytes;
}

/** Computes R_i = x_i G + ρ_i T. Both candidates are computed, then one is selected by mask. @param choices ρ, n/8 random bytes */
export async function createReceiverBatch(choices: Bytes, ecdh: ReceiverEcdh): Promise<ReceiverBatch> {
  const n = choices.length * 8;
  const keyBatch = await ecdh(n);
  const shifted = addToEach(keyBatch.publicKeys.map(decodePoint), T);
  const points = keyBatch.publicKeys.map((publicKey, i) =>
    select(-bitAt(choices, i), encodePoint(shifted[i]!), publicKey),
  );
  return { choices, keyBatch, points: concat(...points) };
}

/**
 * The receiver's transfer keys k_i[ρ_i].
 *
 * @param sid session id, 32 bytes
 * @param serverPoint S, 64 bytes
 * @returns 32 n bytes
 * @throws RecognizeError `security/envelope-invalid` when S is not a point of the curve
 */
export async function deriveReceiverKeys(
  batch: ReceiverBatch,
  sid: Bytes,
  serverPoint: Bytes,
): Promise<Bytes> {
  decodePoint(serverPoint);
  const secrets = await batch.keyBatch.sharedSecrets(serverPoint);
  return concat(...secrets.map((x, i) => transferKey(sid, i, bitAt(batch.choices, i), x)));
}

/**
 * The sender's transfer keys k_i[0] and k_i[1]. The expensive step of the matcher: 2 n scalar multiplications.
 *
 * @param privateKey y, 32 bytes
 * @param points R_1 … R_n, 64 bytes each
 * @param sid session id, 32 bytes
 * @returns 64 n bytes: k_1[0], k_1[1], k_2[0], …
 * @throws RecognizeError `security/envelope-invalid` on a point that is not on the curve, or is T or −T
 */
export async function deriveSenderKeys(
  privateKey: Bytes,
  points: Bytes,
  sid: Bytes,
  ecdh: SenderEcdh,
): Promise<Bytes> {
  const n = points.length / POINT_BYTES;
  const received = Array.from({ length: n }, (_, i) => points.slice(i * POINT_BYTES, (i + 1) * POINT_BYTES));
  const shifted = addToEach(received.map(decodePoint), negate(T)).map(encodePoint);
  const secrets0 = await ecdh.sharedSecrets(privateKey, received);
  const secrets1 = await ecdh.sharedSecrets(privateKey, shifted);
  const keys = new Uint8Array(n * 64);
  for (let i = 0; i < n; i++) {
    keys.set(transferKey(sid, i, 0, secrets0[i]!), i * 64);
    keys.set(transferKey(sid, i, 1, secrets1[i]!), i * 64 + 32);
  }
  return keys;
}

/**
 * Index and choice bit are hashed because the x-coordinates alone may coincide: for R_i = T/2, y R_i = −y (R_i − T), so both have the same x;
 * and equal R_i have the same x at every index.
 */
const transferKey = (sid: Bytes, index: number, choice: number, x: Bytes): Bytes =>
  taggedHash('ot', sid, index, choice, x);
