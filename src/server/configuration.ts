import type { JWK } from 'jose';
import { type Configuration, parseConfiguration, verifyEnvelopeKey } from '../wire/configuration.ts';
import type { Context } from './context.ts';
import { pinOf } from './keys.ts';

/** What `GET .well-known/recognize` answers. */
export async function configuration({ keys, models, envelopes }: Context): Promise<Configuration> {
  return {
    version: 1,
    suites: [1],
    signingKey: pinOf(keys),
    ...(await envelopes.announcement()),
    models: models.map(({ modelId }) => modelId),
  };
}

/**
 * Holds such an answer to what a page asks of it.
 *
 * @param pinned the page's `matcher-key`, if it has one
 * @throws RecognizeError `host/bad-response`, `security/matcher-key-mismatch`
 */
export async function checkConfiguration(
  answer: unknown,
  pinned: string | undefined,
  now: number,
): Promise<Configuration> {
  const found = parseConfiguration(answer);
  await verifyEnvelopeKey(found, pinned, now);
  return found;
}

/** Keys of the assertions (RFC 7517). */
export const jwks = ({ keys }: Context): { keys: JWK[] } => ({ keys: [keys.matcher.jwk] });
