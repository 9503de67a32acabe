import { publicKeyOf } from '../support/matching/node-ecdh.ts';
import { unhex } from './hex.ts';

/** The WebCrypto key pair of a P-256 scalar. @param scalar 32 bytes in hex */
export async function keyPairOf(scalar: string, name: 'ECDSA' | 'ECDH'): Promise<CryptoKeyPair> {
  const point = Buffer.from(publicKeyOf(unhex(scalar)));
  const [x, y] = [point.subarray(0, 32).toString('base64url'), point.subarray(32).toString('base64url')];
  const jwk = { kty: 'EC', crv: 'P-256', x, y };
  const algorithm = { name, namedCurve: 'P-256' };
  const d = Buffer.from(scalar, 'hex').toString('base64url');
  const [privateUsage, publicUsages] =
    name === 'ECDSA' ? (['sign', ['verify']] as const) : (['deriveBits', []] as const);
  return {
    privateKey: await crypto.subtle.importKey('jwk', { ...jwk, d }, algorithm, true, [privateUsage]),
    publicKey: await crypto.subtle.importKey('jwk', jwk, algorithm, true, publicUsages),
  };
}
