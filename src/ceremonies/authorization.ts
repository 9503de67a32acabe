import { invalidProperty, RecognizeError } from '../errors.ts';
import { type AuthorizationClaims, type Ceremony, readAuthorization } from '../wire/tokens.ts';
import { hostError } from './host-answer.ts';
import { withTimeout } from './timeout.ts';
import type { Authorization, PhotoToAuthorize } from './types.ts';

interface AuthorizedRun {
  readonly token: string;
  readonly claims: AuthorizationClaims;
}

/** What a token must be for. */
interface ExpectedToken {
  readonly ceremony: Ceremony;
  /** Undefined accepts any user. */
  readonly recognizeId: string | undefined;
  /** The origin of the page. It is part of the session id and of the assertion. */
  readonly origin: string;
  /** Of an enrollment from a photo. */
  readonly photo?: PhotoToAuthorize;
}

/**
 * Gets the host's token for a run and reads its claims. The matcher verifies the signature; the browser only detects a token that the
 * matcher would refuse anyway, before the camera opens.
 *
 * @throws RecognizeError `host/rejected`, `host/no-response`, `ceremony/aborted`, `usage/invalid-property` for a function that does not
 *   return a string, `server/unauthorized` for a string that is not an authorization token, `server/forbidden` for a token of another
 *   ceremony or origin, `client-state/wrong-person` for a token of another user
 */
export async function authorize(
  authorization: Authorization,
  { ceremony, recognizeId, origin, photo }: ExpectedToken,
  signal: AbortSignal,
): Promise<AuthorizedRun> {
  const value: unknown =
    typeof authorization === 'function'
      ? await callAuthorization(() => authorization(photo), signal)
      : authorization;
  if (typeof value !== 'string') throw invalidProperty('authorization', 'a function that returns a string');
  const token = value.trim();
  const claims = readAuthorization(token);
  if (claims.ceremony !== ceremony) {
    const detail = `authorization: expected a token for ${ceremony}, not for ${claims.ceremony}`;
    throw new RecognizeError('server/forbidden', { detail });
  }
  if (claims.origin !== origin) {
    const detail = `authorization: the token is for the origin ${claims.origin}, but this page has the origin ${origin}; issue it for the origin of the page`;
    throw new RecognizeError('server/forbidden', { detail });
  }
  if (recognizeId !== undefined && claims.sub !== recognizeId) {
    const detail = 'authorization: the token is for another user';
    throw new RecognizeError('client-state/wrong-person', { detail });
  }
  return { token, claims };
}

async function callAuthorization(authorization: () => unknown, signal: AbortSignal): Promise<unknown> {
  const call = async () => authorization();
  return withTimeout(call(), signal).catch(async (thrown: unknown) => {
    throw await hostError('authorization', thrown);
  });
}
