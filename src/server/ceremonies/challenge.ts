import type { Bytes } from '../../wire/bytes.ts';
import { encodeChallengeResponse, parseChallengeRequest } from '../../wire/messages/challenge.ts';
import { requireAuthorizedSource } from '../../wire/photo-authorization.ts';
import type { Context } from '../context.ts';
import { requireDeviceQuota } from '../devices.ts';
import { issueChallenge } from '../issued-challenges.ts';
import { requireLiveness } from '../liveness.ts';
import { lockChallengesOf } from '../repositories/challenges.ts';
import { checkAuthorization, requireUnusedAuthorization } from '../tokens.ts';
import type { EnrollInput } from './enroll.ts';
import { openSealedRequest, requireSealedLength } from './sealed-request.ts';

/**
 * ChallengeRequest → ChallengeResponse: the challenge of an enrollment, before its capture. It verifies the authorization without using it
 * up, and refuses what EnrollRequest would be refused for.
 *
 * @throws RecognizeError `security/envelope-invalid`, `server/unauthorized`, `server/forbidden`, `server/device-limit`, `server/too-many`,
 *   `ceremony/locked`, `ceremony/session-expired`, `assets/version-mismatch`, `photo/required`
 */
export const challenge = (context: Context, input: Omit<EnrollInput, 'description'>): Promise<Bytes> =>
  context.requestQueue.first(input.recognizeId, () => challengeNow(context, input));

async function challengeNow(
  context: Context,
  { recognizeId, sealed, pageOrigin, handoff }: Omit<EnrollInput, 'description'>,
): Promise<Bytes> {
  requireSealedLength(0, sealed, context.models);
  const { storage, policy, now } = context;
  const { body, seal } = await openSealedRequest(context.envelopeKeys, 0, recognizeId, sealed);
  const { token, liveness } = parseChallengeRequest(body);
  const claims = await checkAuthorization(context, token, {
    recognizeId,
    ceremony: 'enroll',
    pageOrigin,
    handoff,
  });
  // The photo itself is checked with EnrollRequest. A level above `off` means a camera.
  if (claims.source !== 'photo') requireLiveness(claims, liveness);
  else if (liveness !== 'off') requireAuthorizedSource(claims, undefined);
  await requireUnusedAuthorization(storage, claims);
  // An enrollment with `replace` makes room.
  if (claims.replace !== true) await requireDeviceQuota(storage, recognizeId, policy.deviceLimit, now());
  if (liveness !== 'active') return seal(encodeChallengeResponse({ challenge: [] }));
  const issued = await storage.transaction(async (sql) => {
    await lockChallengesOf(sql, recognizeId);
    return issueChallenge(context, sql, { jti: claims.jti, recognizeId });
  });
  return seal(encodeChallengeResponse({ challenge: issued }));
}
