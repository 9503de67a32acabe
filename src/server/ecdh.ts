import { createECDH } from 'node:crypto';
import type { SenderMultiplier } from '../matching/ecdh.ts';
import { wipe } from '../wire/bytes.ts';

/** The matcher's multiplications on P-256 by OpenSSL: half the time of WebCrypto, because no promise is made for each. */
export const nativeMultiplier: SenderMultiplier = {
  async generate() {
    const pair = createECDH('prime256v1');
    const publicKey = pair.generateKeys();
    const privateKey = new Uint8Array(32);
    const scalar = pair.getPrivateKey();
    privateKey.set(scalar, 32 - scalar.length);
    wipe(scalar);
    return { privateKey, publicKey: new Uint8Array(publicKey.subarray(1)) };
  },
  async multiply(privateKey, points) {
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(privateKey);
    const uncompressed = new Uint8Array(65);
    uncompressed[0] = 4;
    return points.map((point) => {
      uncompressed.set(point, 1);
      return new Uint8Array(pair.computeSecret(uncompressed));
    });
  },
};
