import { createECDH } from 'node:crypto';
import type { ReceiverEcdh, SenderEcdh } from '../../../src/matching/ecdh.ts';
import type { Bytes, Randomness } from '../../../src/wire/bytes.ts';

// Caches, because most tests repeat one seeded match with one change: a repetition then costs only hashes.
const CACHE_ENTRIES = 50_000;
const secrets = new Map<string, Bytes>();
const publicKeys = new Map<string, Bytes>();

/** x(scalar · point), 32 bytes. */
export function sharedSecret(scalar: Bytes, point: Bytes): Bytes {
  const key = `${Buffer.from(scalar).toString('latin1')}${Buffer.from(point).toString('latin1')}`;
  let secret = secrets.get(key);
  if (secret === undefined) {
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(scalar);
    secret = new Uint8Array(ecdh.computeSecret(new Uint8Array([4, ...point])));
    if (secrets.size < CACHE_ENTRIES) secrets.set(key, secret);
  }
  return secret;
}

/** scalar · G, 64 bytes. */
export function publicKeyOf(scalar: Bytes): Bytes {
  const key = Buffer.from(scalar).toString('latin1');
  let publicKey = publicKeys.get(key);
  if (publicKey === undefined) {
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(scalar);
    publicKey = new Uint8Array(ecdh.getPublicKey()).slice(1);
    publicKeys.set(key, publicKey);
  }
  return publicKey;
}

/** A scalar below 2^255, which is less than the group order. Not uniform in the group: for tests only. */
export function randomScalar(random: Randomness): Bytes {
  const scalar = random(32);
  scalar[0]! &= 0x7f;
  return scalar;
}

/** A valid point whose discrete logarithm no party of the match knows. */
export const unrelatedPoint = (random: Randomness): Bytes => publicKeyOf(randomScalar(random));

export const receiverEcdh =
  (random: Randomness): ReceiverEcdh =>
  async (count) =>
    keyBatch(Array.from({ length: count }, () => randomScalar(random)));

/** The key batch of the scalars. */
export const keyBatch = (scalars: readonly Bytes[]) => ({
  publicKeys: scalars.map(publicKeyOf),
  sharedSecrets: async (peer: Bytes) => scalars.map((scalar) => sharedSecret(scalar, peer)),
});

export const senderEcdh = (random: Randomness): SenderEcdh => ({
  async generateKeyPair() {
    const privateKey = randomScalar(random);
    return { privateKey, publicKey: publicKeyOf(privateKey) };
  },
  sharedSecrets: async (privateKey, points) => points.map((point) => sharedSecret(privateKey, point)),
});
