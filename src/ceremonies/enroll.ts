import { toBase64url } from '../wire/base64url.ts';
import { wipe } from '../wire/bytes.ts';
import { noCaptureFlags } from '../wire/capture-report.ts';
import type { LivenessLevel, Movement } from '../wire/liveness.ts';
import { encodeChallengeRequest, parseChallengeResponse } from '../wire/messages/challenge.ts';
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
import { type EnrollmentChannel, type StoredEnrollment, sendEnrollment } from './send-enrollment.ts';
import type {
  CapturedFace,
  CaptureRequest,
  CeremonyContext,
  EnrollInput,
  EnrollResult,
  Models,
  OpenedPhoto,
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

async function enrollUnderLock(
  context: CeremonyContext,
  { type, activate = false, name }: EnrollInput,
  photo: PhotoToEnroll | undefined,
  token: string,
  claims: AuthorizationClaims,
): Promise<EnrollResult> {
  const recognizeId = claims.sub;
  const { matching, signal } = context;
  const liveness = photo === undefined ? livenessOfRun(context, claims) : 'off';
  const models = await context.models();
  const { modelId, n, center } = models;
  const matcher = await connectMatcher(context, { ceremony: 'enroll', recognizeId, modelId });
  requireValidNow(claims, matcher);
  await matching.check(signal);
  // A TEMPORARY client state is lost unless it binds this browser in the same run.
  if (activate && type === 'TEMPORARY')
    await requireReadyToMatch(context, recognizeId, await createDeviceKeys());
  const challenge = await fetchChallenge(matcher, token, liveness);
  const { embedding, ...captured } =
    photo === undefined
      ? await captureAccepted(context, captureRequest(context, models, liveness, challenge))
      : await faceOf(context, photo);
  context.onStep('verify');
  const shares = await matching.enroll(embedding, { modelId, n, center }, signal);
  const report = reportOf(captured);
  const enrollment = { type, name, modelId, shares, token, claims, report, photo };
  const { activationToken, ...stored } = await sendEnrollment(enrollmentChannel(matcher), enrollment);
  if (!activate || activationToken === '') return stored;
  return activateBrowser(context, stored, activationToken);
}

/** Nothing about a photo shows that a living person is there. */
async function faceOf(context: CeremonyContext, photo: OpenedPhoto): Promise<CapturedFace> {
  context.onStep('capture');
  return { embedding: await photo.examine(), liveness: 'off', flags: noCaptureFlags };
}

/** What the capture must do: take a second look that matches the first, and the movements of the level `active`. */
const captureRequest = (
  { matching, signal }: CeremonyContext,
  { modelId, n, center, tau }: Models,
  level: LivenessLevel,
  challenge: readonly Movement[],
): CaptureRequest => ({
  level,
  verify: (first, second) => matching.matches(first, second, { modelId, n, center, tau }, signal),
  ...(level === 'active' ? { challenge: Promise.resolve(challenge) } : {}),
});

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

const enrollmentChannel = (matcher: Matcher): EnrollmentChannel => ({
  signingKey: matcher.configuration.signingKey,
  send: (fields, enrollRequest) =>
    matcher.send(1, { operation: 'begin', path: CEREMONIES_PATH }, fields, enrollRequest),
});

/** Binds this browser with the new client state, from a second capture. */
async function activateBrowser(
  context: CeremonyContext,
  { clientState, ...stored }: Omit<StoredEnrollment, 'activationToken'>,
  authorization: string,
): Promise<EnrollResult> {
  const { recognizeId, type } = stored;
  if (type === 'BACKUP') context.onDurableResult({ ...stored, clientState });
  const binding = recoverUnderLock(context, { recognizeId, clientState, authorization }).then(
    ({ device, assertion }) => ({ device, assertion }),
  );
  if (type === 'TEMPORARY') return { ...stored, ...(await binding) };
  // The backend has stored the BACKUP enrollment. A failed or aborted activation must not lose its client state.
  return { ...stored, clientState, ...(await binding.catch(() => ({}))) };
}
