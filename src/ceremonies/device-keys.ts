import { toBase64url } from '../wire/base64url.ts';

/** The key pair of this browser: ECDSA P-256; the private half can be used and not be read, by no script. */
export const createDeviceKeys = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);

/** RFC 7638 thumbprint of the public half, by which the backend lists it. */
export async function thumbprint(keys: CryptoKeyPair): Promise<string> {
  const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey);
  const json = JSON.stringify({ crv, kty, x, y });
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(json))));
}
