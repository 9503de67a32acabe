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

/** The response to a request with a nonce has this time too, so that a browser with a wrong clock can check the age of the envelope key. */
export async function signTime(
  { keys, now }: Context,
  nonce: Bytes,
): Promise<Pick<Configuration, 'time' | 'timeSignature'>> {
  const time = now();
  return { time, timeSignature: await signStatement(keys, timeStatement(nonce, time)) };
}

/**
 * Checks the response to `GET .well-known/recognize` as a browser does.
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
