import type { Bytes } from '../wire/bytes.ts';

/**
 * The scalar multiplications of the transfer, done by whoever is fastest: WebCrypto in the browser, `node:crypto` on the server,
 * fixed scalars in golden vectors. Points are 64 bytes (x ‖ y) and already checked; results are x-coordinates of 32 bytes.
 */
export interface ReceiverKeys {
  /** x_i G of fresh, uniformly random x_i. */
  readonly publicKeys: readonly Bytes[];
  /** x(x_i S) for every i. */
  shared(point: Bytes): Promise<Bytes[]>;
}

export type ReceiverKeySource = (count: number) => Promise<ReceiverKeys>;

export interface SenderMultiplier {
  /** A fresh scalar y (32 bytes, in 1 … order − 1) and S = y G. */
  generate(): Promise<{ privateKey: Bytes; publicKey: Bytes }>;
  /** x(y P) for every P, in order. */
  multiply(privateKey: Bytes, points: readonly Bytes[]): Promise<readonly Bytes[]>;
}

/** WebCrypto's ECDH: native, off the calling thread, and the scalars x_i never enter JavaScript. */
export const webCryptoReceiverKeys: ReceiverKeySource = async (count) => {
  const algorithm = { name: 'ECDH', namedCurve: 'P-256' };
  const pairs = await each(count, () => crypto.subtle.generateKey(algorithm, false, ['deriveBits']));
  const publicKeys = await each(count, async (i) => {
    const raw = await crypto.subtle.exportKey('raw', pairs[i]!.publicKey);
    return new Uint8Array(raw).slice(1);
  });
  return {
    publicKeys,
    async shared(point) {
      const raw = new Uint8Array([4, ...point]);
      const peer = await crypto.subtle.importKey('raw', raw, algorithm, false, []);
      return each(count, async (i) => {
        const secret = { name: 'ECDH', public: peer };
        return new Uint8Array(await crypto.subtle.deriveBits(secret, pairs[i]!.privateKey, 256));
      });
    },
  };
};

const each = <R>(count: number, work: (i: number) => Promise<R>): Promise<R[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)));
