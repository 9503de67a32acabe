import { RecognizeError } from '../../errors.ts';
import { fromBase64url } from '../../wire/base64url.ts';
import type { Bytes } from '../../wire/bytes.ts';

/**
 * The nonce in the query of a request whose response the browser wants to have signed; undefined when there is none.
 *
 * @throws RecognizeError `server/bad-request` when it is not base64url of 32 bytes
 */
export function readNonce({ url }: Request): Bytes | undefined {
  const nonce = new URLSearchParams(url.split('?')[1]?.split('#')[0]).get('nonce');
  if (nonce === null) return undefined;
  try {
    const bytes = fromBase64url(nonce);
    if (bytes.length === 32) return bytes;
  } catch {
    // Refused below.
  }
  throw new RecognizeError('server/bad-request', { detail: 'nonce: expected 32 bytes as base64url' });
}
