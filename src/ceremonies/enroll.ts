import { verifyAssertion } from '../wire/assertion.ts';
import { toBase64url } from '../wire/base64url.ts';
import { type Bytes, utf8, wipe } from '../wire/bytes.ts';
import { noCaptureFlags } from '../wire/capture-report.ts';
import { encodeClientState } from '../wire/client-state.ts';
import type { LivenessLevel, Movement } from '../wire/liveness.ts';
import { encodeChallengeRequest, parseChallengeResponse } from '../wire/messages/challenge.ts';
import { encodeEnrollRequest, parseEnrollResponse } from '../wire/messages/enroll.ts';
import type { PhotoReport } from '../wire/photo.ts';
import { requireAuthorizedSource } from '../wire/photo-authorization.ts';
import type { AuthorizationClaims } from '../wire/tokens.ts';
import { authorize } from './authorization.ts';
import { createDeviceKeys } from './device-keys.ts';
import { checkEnrollInput } from './input.ts';
import { livenessOfRun, reportOf, requireChallenge } from './liveness.ts';
import { requireReadyToMatch } from './match.ts';
import { connectMatcher, type Matcher, requireValidNow } from './matcher.ts';
import { CEREMONIES_PATH, CHALLENGES_PATH } from './paths.ts';
import { recoverUnderLock } from './recover.ts';
import type {
  CapturedFace,
  CaptureRequest,
  CeremonyContext,
  EnrollInput,
  EnrollResult,
  OpenedPhoto,
  RecoverResult,
} from './types.ts';

/**
 * Creates a client state from a live face, or from a photo. With `activate`, this browser is bound with it in the same run, from a second capture.
 *
 * @throws RecognizeError as `recover`; `ceremony/already-enrolled`, `photo/*`
 */
export async function enroll(context: CeremonyContext, input: EnrollInput): Promise<EnrollResult> {
  checkEnrollInput(input);
  context.onStep('loading');
  const { recognizeId } = input;
  const { origin, signal } = context;
  const photo = input.photo && { ...(await context.openPhoto(input.photo)), scenario: input.photo.scenario };
  const expected = { ceremony: 'enroll', recognizeId, origin } as const;
  const { token, claims } = await authorize(
    input.authorization,
    photo === undefined
      ? expected
      : { ...expected, photo: { scenario: photo.scenario, photoHash: toBase64url(photo.hash) } },
    signal,
  );
  requireAuthorizedSource(claims, photo);
  return context.withUserLock(claims.sub, () => enrollUnderLock(context, input, photo, token, claims));
}

type PhotoToEnroll = OpenedPhoto & PhotoReport;

/** Nothing about a photo shows that a living person is there. */
async function faceOf(context: CeremonyContext, photo: OpenedPhoto): Promise<CapturedFace> {
  context.onStep('capture');
  return { embedding: await photo.examine(), liveness: 'off', flags: noCaptureFlags };
}

async function enrollUnderLock(
  context: CeremonyContext,
  { type, activate = false, name }: EnrollInput,
  photo: PhotoToEnroll | undefined,
  token: string,
  claims: AuthorizationClaims,
): Promise<EnrollResult> {
  const recognizeId = claims.sub;
  const liveness = photo === undefined ? livenessOfRun(context, claims) : 'off';
  const { matching, signal, origin } = context;
  const { modelId, center, n, tau } = await context.models();
  const matcher = await connectMatcher(context, { ceremony: 'enroll', recognizeId, modelId });
  requireValidNow(claims, matcher);
  await matching.check(signal);
  // A TEMPORARY client state is lost unless it binds this browser in the same run.
  if (activate && type === 'TEMPORARY')
    await requireReadyToMatch(context, recognizeId, await createDeviceKeys());
  const challenge = await fetchChallenge(matcher, token, liveness);
  const { embedding, ...captured } = await (photo === undefined
    ? captureAccepted(context, {
        level: liveness,
        verify: (first, second) => matching.matches(first, second, { modelId, n, center, tau }, signal),
        ...(liveness === 'active' ? { challenge: Promise.resolve(challenge) } : {}),
      })
    : faceOf(context, photo));
  const report = reportOf(captured);
  context.onStep('verify');
  const { client, server } = await matching.enroll(embedding, { modelId, n, center }, signal);
  const modelIdHash = await sha256(modelId);
  const enrollRequest = encodeEnrollRequest({
    type,
    n,
    modelIdHash,
    token,
    ...server,
    report,
    ...(photo === undefined ? {} : { photo: { scenario: photo.scenario, hash: photo.hash } }),
  });
  const call = { operation: 'begin', path: CEREMONIES_PATH } as const;
  const fields = { ceremony: 'enroll', step: 1, device: name ? { name } : {} };
  // Client share and server share together are the template, so the server share is overwritten after the request.
  const response = await matcher
    .send(1, call, fields, enrollRequest)
    .finally(() => wipe(server.share, enrollRequest));

  const { created, expires, assertion, activationToken, ...enrollResponse } = parseEnrollResponse(response);
  const deviceId = toBase64url(enrollResponse.deviceId);
  await verifyAssertion(assertion, matcher.configuration.signingKey, {
    sub: recognizeId,
    aud: origin,
    ceremony: 'enroll',
    deviceId,
    nonce: claims.challenge ?? claims.jti,
    transactionHash: claims.transaction_hash,
    operation: claims.operation,
    handoff: claims.handoff,
    scenario: photo?.scenario,
    report,
  });
  const state = {
    version: 1,
    type,
    recognizeId,
    deviceId,
    modelId,
    created,
    expires,
    share: client,
  } as const;
  const clientState = encodeClientState(state);
  const result = { recognizeId, deviceId, type, assertion };
  if (!activate || activationToken === '') return { ...result, clientState };

  if (type === 'BACKUP') context.onDurableResult({ ...result, clientState });
  const activation = recoverUnderLock(context, { recognizeId, clientState, authorization: activationToken });
  if (type === 'TEMPORARY') return { ...result, ...pickBinding(await activation) };
  // The backend has stored the BACKUP enrollment. A failed or aborted activation must not lose its client state.
  return { ...result, clientState, ...(await activation.then(pickBinding, () => ({}))) };
}

/**
 * Captures until the person accepts the picture. The challenge stays the same: the matcher counts it as attempted when it gets an enrollment.
 *
 * @throws RecognizeError as `CeremonyContext.capture`
 */
async function captureAccepted(
  { capture, review = async () => true, onStep }: CeremonyContext,
  request: CaptureRequest,
): Promise<CapturedFace> {
  for (;;) {
    const captured = await capture(request);
    let accepted = false;
    try {
      accepted = await review();
    } finally {
      if (!accepted) wipe(captured.embedding);
    }
    if (accepted) return captured;
    // The camera opens again.
    onStep('loading');
  }
}

/**
 * Gets the challenge before the camera opens. The matcher refuses here what it would otherwise refuse after the capture.
 *
 * @returns empty unless the level is `active`
 * @throws RecognizeError as `Matcher.send`; `ceremony/locked` after too many challenges in a day; `security/envelope-invalid`
 */
async function fetchChallenge(
  matcher: Matcher,
  token: string,
  liveness: LivenessLevel,
): Promise<readonly Movement[]> {
  const call = { operation: 'challenge', path: CHALLENGES_PATH } as const;
  const response = await matcher.send(0, call, {}, encodeChallengeRequest({ liveness, token }));
  const { challenge } = parseChallengeResponse(response);
  requireChallenge(challenge, liveness);
  return challenge;
}

const pickBinding = ({ device, assertion }: RecoverResult) => ({ device, assertion });

const sha256 = async (value: string): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(value)));
