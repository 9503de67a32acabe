import { RecognizeError } from '../errors.ts';
import { isAtLeast, type LivenessLevel } from '../wire/liveness.ts';
import { type AuthorizationClaims, requiredLiveness } from '../wire/tokens.ts';

/**
 * Refuses a capture with a weaker liveness check than the authorization requires.
 *
 * @throws RecognizeError `server/forbidden`
 */
export function requireLiveness(claims: AuthorizationClaims, level: LivenessLevel): void {
  const required = requiredLiveness(claims);
  if (!isAtLeast(level, required))
    throw new RecognizeError('server/forbidden', {
      detail: `liveness: expected ${required} or more, not ${level}`,
    });
}

/**
 * Refuses a capture with another level than the one that the ceremony has begun with, which decided about its challenge.
 *
 * @param claims of the ceremony
 * @throws RecognizeError `server/forbidden`
 */
export function requireLivenessOfBegin(claims: AuthorizationClaims, level: LivenessLevel): void {
  const begun = requiredLiveness(claims);
  if (level !== begun)
    throw new RecognizeError('server/forbidden', {
      detail: `liveness: expected ${begun}, as in BeginRequest, not ${level}`,
    });
}
