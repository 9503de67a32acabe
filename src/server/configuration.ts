import type { JWK } from 'jose';
import { type Configuration, parseConfiguration, verifyEnvelopeKey } from '../wire/configuration.ts';
import type { Context } from './context.ts';
import { matcherKeyOf } from './keys.ts';

/** The response to `GET .well-known/recognize`. */
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
