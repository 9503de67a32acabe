import { toBase64url } from '../wire/base64url.ts';
import type { Bytes } from '../wire/bytes.ts';
import type { Keys } from './keys.ts';

/** Signs with the key that pages pin (ECDSA P-256 with SHA-256). @returns base64url of r ‖ s */
export async function signStatement({ matcher }: Keys, statement: Bytes): Promise<string> {
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  return toBase64url(new Uint8Array(await crypto.subtle.sign(algorithm, matcher.privateKey, statement)));
}
