import { toBase64url } from '../wire/base64url.ts';
import type { Bytes } from '../wire/bytes.ts';
import type { JsonObject } from '../wire/json.ts';
import { formerKeyStatement, replaceUnusedStatement } from '../wire/replacement-statements.ts';

/** Which earlier device a recovery may replace. */
export interface Replacement {
  /** The keys of this browser's former device. */
  readonly former?: CryptoKeyPair | undefined;
  /** Whether the person agrees that a device which was never used is removed. */
  readonly replaceUnused?: boolean;
}

/**
 * The proofs that a request with `beginRequest` carries besides the sealed body: signatures over the whole BeginRequest.
 *
 * @param keys of the new device
 */
export async function replacementProofs(
  beginRequest: Bytes,
  keys: CryptoKeyPair,
  { former, replaceUnused = false }: Replacement,
): Promise<JsonObject> {
  return {
    ...(former === undefined
      ? {}
      : {
          former: {
            key: await publicKeyOf(former),
            signature: await sign(former, formerKeyStatement(beginRequest)),
          },
        }),
    ...(replaceUnused ? { replaceUnused: await sign(keys, replaceUnusedStatement(beginRequest)) } : {}),
  };
}

/** x ‖ y, 64 bytes as base64url. */
async function publicKeyOf({ publicKey }: CryptoKeyPair): Promise<string> {
  const uncompressed = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
  return toBase64url(uncompressed.slice(1));
}

async function sign({ privateKey }: CryptoKeyPair, statement: Bytes): Promise<string> {
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  return toBase64url(new Uint8Array(await crypto.subtle.sign(algorithm, privateKey, statement)));
}
