import type { Bytes } from '../wire/bytes.ts';

// ECDH on P-256 for the oblivious transfers: WebCrypto in the browser, `node:crypto` on the server, fixed scalars in golden vectors. Public
// keys are points of 64 bytes (x ‖ y) that were validated before; shared secrets are x-coordinates of 32 bytes, big-endian.

/** Ephemeral key pairs (x_i, x_i G) of the receiver. The scalars x_i stay inside the provider. */
export interface EcdhKeyBatch {
  /** x_i G for every i; the x_i are fresh and uniformly random. */
  readonly publicKeys: readonly Bytes[];
  /** x(x_i P) for every i. @param peer P */
  sharedSecrets(peer: Bytes): Promise<Bytes[]>;
}

/** Generates `count` ephemeral key pairs for the receiver. */
export type ReceiverEcdh = (count: number) => Promise<EcdhKeyBatch>;

/** ECDH provider of the sender, which uses one scalar y with many points. */
export interface SenderEcdh {
  /** A fresh scalar y (32 bytes, 1 to the group order − 1) and S = y G. */
  generateKeyPair(): Promise<{ privateKey: Bytes; publicKey: Bytes }>;
  /** x(y P) for every point P, in the same order. */
  sharedSecrets(privateKey: Bytes, points: readonly Bytes[]): Promise<readonly Bytes[]>;
}

const ECDH_P256 = { name: 'ECDH', namedCurve: 'P-256' };

/** WebCrypto's ECDH: native code outside the calling thread. The scalars never enter JavaScript. */
export const webCryptoEcdh: ReceiverEcdh = async (count) => {
  const pairs = await promiseForEach(count, () =>
    crypto.subtle.generateKey(ECDH_P256, false, ['deriveBits']),
  );
  const publicKeys = await promiseForEach(count, async (i) => {
    const uncompressed = await crypto.subtle.exportKey('raw', pairs[i]!.publicKey);
    return new Uint8Array(uncompressed).slice(1);
  });
  return {
    publicKeys,
    async sharedSecrets(peer) {
      const uncompressed = new Uint8Array([4, ...peer]);
      const peerKey = await crypto.subtle.importKey('raw', uncompressed, ECDH_P256, false, []);
      return promiseForEach(count, async (i) => {
        const derivation = { name: 'ECDH', public: peerKey };
        return new Uint8Array(await crypto.subtle.deriveBits(derivation, pairs[i]!.privateKey, 256));
      });
    },
  };
};

const promiseForEach = <Result>(count: number, step: (i: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => step(i)));
