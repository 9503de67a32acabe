import type { JWK } from 'jose';
import type { Configuration } from '../protocol/configuration.ts';
import { toBase64url } from '../protocol/encoding.ts';
import type { Context } from './context.ts';

/** What `GET .well-known/recognize` answers. */
export async function configuration({ keys, models, envelopes }: Context): Promise<Configuration> {
  return {
    version: 1,
    suites: [1],
    signingKey: toBase64url(keys.matcher.raw),
    ...(await envelopes.announcement()),
    models: models.map(({ modelId }) => modelId),
  };
}

/** Keys of the assertions (RFC 7517). */
export const jwks = ({ keys }: Context): { keys: JWK[] } => ({ keys: [keys.matcher.jwk] });
