import { publicKeyOf } from '../unit/matching/support.ts';
import { unhex } from './hex.ts';

/** A P-256 key pair of WebCrypto from its scalar. */
export async function keyPairOf(scalar: string, name: 'ECDSA' | 'ECDH'): Promise<CryptoKeyPair> {
  const raw = Buffer.from(publicKeyOf(unhex(scalar)));
  const [x, y] = [raw.subarray(0, 32).toString('base64url'), raw.subarray(32).toString('base64url')];
  const jwk = { kty: 'EC', crv: 'P-256', x, y };
  const algorithm = { name, namedCurve: 'P-256' };
  const d = Buffer.from(scalar, 'hex').toString('base64url');
  const [forPrivate, forPublic] =
    name === 'ECDSA' ? (['sign', 'verify'] as const) : (['deriveBits', undefined] as const);
  return {
    privateKey: await crypto.subtle.importKey('jwk', { ...jwk, d }, algorithm, true, [forPrivate]),
    publicKey: await crypto.subtle.importKey('jwk', jwk, algorithm, true, forPublic ? [forPublic] : []),
  };
}
