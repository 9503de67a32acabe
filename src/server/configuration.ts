import type { JWK } from 'jose';
import type { Bytes } from '../wire/bytes.ts';
import {
  type Configuration,
  parseConfiguration,
  requireSameProtocol,
  timeStatement,
  verifyEnvelopeKey,
} from '../wire/configuration.ts';
import { PROTOCOL_VERSION } from '../wire/suite.ts';
import type { Context } from './context.ts';
import { readNonce } from './http/nonce.ts';
import type { Handler } from './http/router.ts';
import { matcherKeyOf } from './keys.ts';
import { signStatement } from './sign-statement.ts';

/** The response to `GET .well-known/recognize` without a nonce. */
export async function configuration({ keys, models, envelopeKeys }: Context): Promise<Configuration> {
  return {
    version: 1,
    suites: [1],
    protocol: PROTOCOL_VERSION,
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
  const nonce = readNonce(request);
  return {
    ...(await configuration(context)),
    ...(nonce === undefined ? {} : await signTime(context, nonce)),
  };
};

async function signTime(
  { keys, now }: Context,
  nonce: Bytes,
): Promise<Pick<Configuration, 'time' | 'timeSignature'>> {
  const time = now();
  return { time, timeSignature: await signStatement(keys, timeStatement(nonce, time)) };
}

/**
 * Checks such a response as a browser does.
 *
 * @param pinnedKey the page's `matcher-key`, if it has one
 * @param now milliseconds since the epoch
 * @throws RecognizeError `host/bad-response`, `assets/version-mismatch`, `security/matcher-key-mismatch`
 */
export async function checkConfiguration(
  response: unknown,
  pinnedKey: string | undefined,
  now: number,
): Promise<Configuration> {
  const parsed = parseConfiguration(response);
  requireSameProtocol(parsed);
  await verifyEnvelopeKey(parsed, pinnedKey, now);
  return parsed;
}

/** The response to `GET jwks.json`: the keys of the assertions (RFC 7517). */
export const jwks = ({ keys }: Context): { keys: JWK[] } => ({ keys: [keys.matcher.jwk] });
