import { toBase64url } from '../wire/base64url.ts';
import { utf8 } from '../wire/bytes.ts';

/** Generates the key pair of this browser: ECDSA P-256. Scripts can sign with the private key and cannot export it. */
export const createDeviceKeys = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);

/** JWK thumbprint (RFC 7638) of the public key, base64url. The list of devices identifies a browser by it. */
export async function thumbprint({ publicKey }: CryptoKeyPair): Promise<string> {
  const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  // The required members in lexicographic order without white space (RFC 7638, section 3).
  const json = JSON.stringify({ crv, kty, x, y });
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(json))));
}
