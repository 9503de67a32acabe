import type { JWK } from 'jose';
import { RecognizeError } from '../errors.ts';
import { fromBase64url, toBase64url } from '../wire/base64url.ts';
import type { Bytes } from '../wire/bytes.ts';
import {
  type Configuration,
  parseConfiguration,
  TIME_NONCE_BYTES,
  timeStatement,
  verifyEnvelopeKey,
} from '../wire/configuration.ts';
import type { Context } from './context.ts';
import type { Handler } from './http/router.ts';
import { matcherKeyOf } from './keys.ts';

/** The response to `GET .well-known/recognize` without a nonce. */
export async function configuration({ keys, models, envelopeKeys }: Context): Promise<Configuration> {
  return {
    version: 1,
    suites: [1],
    signingKey: matcherKeyOf(keys),
    ...(await envelopeKeys.announcement()),
    models: models.map(({ modelId }) => modelId),
  };
}

/**
 * `GET .well-known/recognize`. With the query `nonce=…`, 32 bytes as base64url, the response has the signed time of the matcher too, so that a
 * browser with a wrong clock can check the age of the envelope key.
 */
export const readConfiguration: Handler<unknown> = async (context, request) => {
  const nonce = new URL(request.url).searchParams.get('nonce');
  return {
    ...(await configuration(context)),
    ...(nonce === null ? {} : await signTime(context, parseNonce(nonce))),
  };
};

function parseNonce(encoded: string): Bytes {
  const nonce = /^[\w-]{43}$/.test(encoded) ? tryDecode(encoded) : undefined;
  if (nonce?.length === TIME_NONCE_BYTES) return nonce;
  throw new RecognizeError('server/bad-request', { detail: 'nonce: expected 32 bytes as base64url' });
}

function tryDecode(encoded: string): Bytes | undefined {
  try {
    return fromBase64url(encoded);
  } catch {
    return undefined;
  }
}

async function signTime(
  { keys, now }: Context,
  nonce: Bytes,
): Promise<Pick<Configuration, 'time' | 'timeSignature'>> {
  const time = now();
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const signature = await crypto.subtle.sign(algorithm, keys.matcher.privateKey, timeStatement(nonce, time));
  return { time, timeSignature: toBase64url(new Uint8Array(signature)) };
}

/**
 * Checks such a response as a browser does.
 *
 * @param pinnedKey the page's `matcher-key`, if it has one
 * @param now milliseconds since the epoch
 * @throws RecognizeError `host/bad-response`, `security/matcher-key-mismatch`
 */
export async function checkConfiguration(
  response: unknown,
  pinnedKey: string | undefined,
  now: number,
): Promise<Configuration> {
  const parsed = parseConfiguration(response);
  await verifyEnvelopeKey(parsed, pinnedKey, now);
  return parsed;
}

/** The response to `GET jwks.json`: the keys of the assertions (RFC 7517). */
export const jwks = ({ keys }: Context): { keys: JWK[] } => ({ keys: [keys.matcher.jwk] });
