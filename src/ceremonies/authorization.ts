import { RecognizeError } from '../errors.ts';
import { type AuthorizationClaims, type Ceremony, readAuthorization } from '../wire/tokens.ts';
import { withTimeout } from './timeout.ts';
import type { Authorization } from './types.ts';

export interface Authorized {
  readonly token: string;
  readonly claims: AuthorizationClaims;
}

/**
 * Gets the host's token for a run. The matcher verifies it; here only what it claims is read.
 *
 * @throws RecognizeError `host/rejected`, `host/no-response`, `ceremony/aborted`, `server/unauthorized`, `server/forbidden` for another ceremony,
 *   `client-state/wrong-person` for another person
 */
export async function authorize(
  authorization: Authorization | undefined,
  ceremony: Ceremony,
  recognizeId: string | undefined,
  signal: AbortSignal,
): Promise<Authorized> {
  if (authorization === undefined || authorization === '') {
    throw new RecognizeError('server/unauthorized', { detail: 'the property authorization is not set' });
  }
  const token: unknown =
    typeof authorization === 'function'
      ? await withTimeout((async () => authorization())(), signal)
      : authorization;
  if (typeof token !== 'string')
    throw new RecognizeError('server/unauthorized', { detail: 'authorization: expected text' });
  const claims = readAuthorization(token.trim());
  if (claims.ceremony !== ceremony)
    throw new RecognizeError('server/forbidden', { detail: `a token for ${claims.ceremony}` });
  if (recognizeId !== undefined && claims.sub !== recognizeId)
    throw new RecognizeError('client-state/wrong-person');
  return { token: token.trim(), claims };
}
