import { fromBase64url } from './base64url.ts';
import type { Bytes } from './bytes.ts';

const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/**
 * Verifies an ECDSA signature (P-256 with SHA-256, r ‖ s).
 *
 * @param publicKey 64 bytes (x ‖ y)
 * @throws DOMException when the key is not a point
 */
export async function verifyEs256(publicKey: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  // SEC 1, 2.3.3: an uncompressed point is the byte 4 before x ‖ y.
  const key = await crypto.subtle.importKey('raw', new Uint8Array([4, ...publicKey]), ES256, false, [
    'verify',
  ]);
  return crypto.subtle.verify(ES256, key, signature, message);
}

/**
 * Whether `signature` is one by the matcher's signing key.
 *
 * @param signingKey base64url of 64 bytes
 * @param signature base64url; undefined is not a signature
 */
export async function isSignedBy(
  signingKey: string,
  signature: string | undefined,
  statement: Bytes,
): Promise<boolean> {
  if (signature === undefined) return false;
  try {
    return await verifyEs256(fromBase64url(signingKey), fromBase64url(signature), statement);
  } catch {
    return false;
  }
}
