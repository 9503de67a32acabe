import { createECDH } from 'node:crypto';
import type { SenderEcdh } from '../matching/ecdh.ts';
import { wipe } from '../wire/bytes.ts';

/** The matcher's ECDH provider: P-256 by OpenSSL. It takes half the time of WebCrypto, which creates a promise for each point. */
export const nodeEcdh: SenderEcdh = {
  async generateKeyPair() {
    const pair = createECDH('prime256v1');
    const publicKey = pair.generateKeys();
    const privateKey = new Uint8Array(32);
    const scalar = pair.getPrivateKey();
    // OpenSSL omits leading zero bytes.
    privateKey.set(scalar, 32 - scalar.length);
    wipe(scalar);
    return { privateKey, publicKey: new Uint8Array(publicKey.subarray(1)) };
  },
  async sharedSecrets(privateKey, points) {
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(privateKey);
    // SEC 1, section 2.3.3: an uncompressed point is the byte 4 before x ‖ y.
    const uncompressed = new Uint8Array(65);
    uncompressed[0] = 4;
    return points.map((point) => {
      uncompressed.set(point, 1);
      return new Uint8Array(pair.computeSecret(uncompressed));
    });
  },
};
