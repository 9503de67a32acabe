import { RecognizeError } from '../errors.ts';
import type { CaptureReport } from '../wire/capture-report.ts';
import { isAtLeast, type LivenessLevel, type Movement } from '../wire/liveness.ts';
import { type AuthorizationClaims, requiredLiveness } from '../wire/tokens.ts';
import type { CapturedFace, CeremonyContext } from './types.ts';

/**
 * The level of the liveness check of a run: the one of the authorization, or the higher one that the page wants.
 *
 * @throws RecognizeError `usage/invalid-attribute` when the page wants less than the authorization
 */
export function livenessOfRun(
  { liveness: wanted }: Pick<CeremonyContext, 'liveness'>,
  claims: AuthorizationClaims,
): LivenessLevel {
  const required = requiredLiveness(claims);
  if (wanted === undefined || isAtLeast(wanted, required)) return wanted ?? required;
  throw new RecognizeError('usage/invalid-attribute', {
    detail: `liveness: expected ${required}, which the authorization requires, or nothing; a page can raise the level and not lower it`,
  });
}

/** @throws RecognizeError `security/envelope-invalid` when the level needs a challenge and the matcher has sent none */
export function requireChallenge(challenge: readonly Movement[], level: LivenessLevel): void {
  if (level === 'active' && challenge.length === 0)
    throw new RecognizeError('security/envelope-invalid', { detail: 'challenge: missing' });
}

/** What the matcher gets to know about a capture. */
export const reportOf = ({ liveness, flags }: Pick<CapturedFace, 'liveness' | 'flags'>): CaptureReport => ({
  liveness,
  flags,
});
