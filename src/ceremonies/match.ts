import { RecognizeError } from '../errors.ts';
import type { MatchInput } from '../matching/client-protocol.ts';
import type { PreparedMatch } from '../matching/private-matching.ts';
import { verifyAssertion } from '../wire/assertion.ts';
import { toBase64url } from '../wire/base64url.ts';
import { type Bytes, wipe } from '../wire/bytes.ts';
import type { CaptureReport } from '../wire/capture-report.ts';
import { isSignedBy } from '../wire/es256.ts';
import type { LivenessLevel, Movement } from '../wire/liveness.ts';
import { parseBeginResponse } from '../wire/messages/begin.ts';
import { type FinishResponse, parseFinishResponse } from '../wire/messages/finish.ts';
import { revokedKeyStatement } from '../wire/removal-statements.ts';
import type { ClientShare } from '../wire/shares.ts';
import type { AuthorizationClaims } from '../wire/tokens.ts';
import { recordAttempt, recordMatch, requireAttemptsLeft } from './attempt-limit.ts';
import { thumbprint } from './device-keys.ts';
import { livenessOfRun, reportOf, requireChallenge } from './liveness.ts';
import { connectMatcher, type Matcher, requireValidNow } from './matcher.ts';
import { CEREMONIES_PATH, ceremonyPath } from './paths.ts';
import { type Replacement, replacementProofs } from './replacement.ts';
import type { CapturedFace, CeremonyContext, DeviceDescription } from './types.ts';

interface MatchOptions {
  readonly recognizeId: string;
  readonly ceremony: MatchInput['ceremony'];
  /** The host's authorization token. */
  readonly token: string;
  /** Of the token. */
  readonly claims: AuthorizationClaims;
  readonly modelId: string;
  readonly share: ClientShare;
  readonly shareSource: MatchInput['shareSource'];
  readonly keys: CryptoKeyPair;
  readonly description: DeviceDescription;
  readonly replacement?: Replacement;
}

type PositiveResponse = Extract<FinishResponse, { recognized: true }>;

interface MatchResult {
  readonly finishResponse: PositiveResponse;
  /** The refreshed client share, which replaces `MatchOptions.share`. */
  readonly share: ClientShare;
  /** RFC 7638 thumbprint of the device key. */
  readonly thumbprint: string;
}

/**
 * Runs one match, from BeginRequest to FinishResponse. What can be refused without the matcher is checked before the camera opens.
 * BeginRequest and BeginResponse are exchanged during the capture, which provides the embedding for EvaluateRequest.
 *
 * @throws RecognizeError `ceremony/not-recognized` if the face does not match; `ceremony/locked`, `security/*`, `capture/*`, `camera/*`,
 *   `host/*`, `server/*`, `storage/*`, `runtime/*`, `ceremony/aborted`
 */
export async function runMatch(context: CeremonyContext, options: MatchOptions): Promise<MatchResult> {
  const { matching, store, signal, origin, now } = context;
  const { recognizeId, ceremony, keys, claims, modelId } = options;
  const liveness = livenessOfRun(context, claims);
  await requireReadyToMatch(context, recognizeId, keys);
  const { center } = await context.models(modelId);
  const keyThumbprint = await thumbprint(keys);
  requireNamedKey(claims, keyThumbprint);
  const matcher = await connectMatcher(context, { ceremony, recognizeId, modelId });
  requireValidNow(claims, matcher);
  await context.warmUp();
  const match = await matching.prepare({ ...options, center, origin, liveness, deviceKeys: keys }, signal);
  try {
    const [face, { ceremonyId }] = await captureDuring(
      context,
      liveness,
      begin(match, matcher, options, liveness),
    );
    const report = reportOf(face);
    context.onStep('verify');
    const attemptTime = now();
    // EvaluateRequest is computed in parallel, and sent only after the attempt has been counted.
    const [evaluateRequest] = await Promise.all([
      match.createEvaluateRequest(face.embedding),
      recordAttempt(store, recognizeId, attemptTime),
    ]);
    const evaluateCall = { operation: 'evaluate', path: ceremonyPath(ceremonyId, 'evaluate') } as const;
    const evaluateResponse = await matcher.send(2, evaluateCall, {}, evaluateRequest);
    const [finishRequest, share] = await createFinishRequest(context, match, evaluateResponse, {
      ...options,
      thumbprint: keyThumbprint,
      report,
    });
    context.onStep('bind');
    const finishCall = { operation: 'finish', path: ceremonyPath(ceremonyId, 'finish') } as const;
    const response = parseFinishResponse(await matcher.send(3, finishCall, {}, finishRequest));
    const finishResponse = await requireMatch(context, match, response, recognizeId, keyThumbprint);
    await verifyAssertion(finishResponse.assertion, matcher.configuration.signingKey, {
      sub: recognizeId,
      aud: origin,
      ceremony,
      deviceId: toBase64url(finishResponse.deviceId),
      nonce: options.claims.challenge ?? ceremonyId,
      keyThumbprint,
      transactionHash: options.claims.transaction_hash,
      operation: options.claims.operation,
      handoff: options.claims.handoff,
      report,
    });
    await recordMatch(store, recognizeId, attemptTime);
    return { finishResponse, share, thumbprint: keyThumbprint };
  } finally {
    match.close();
  }
}

/**
 * Checks before the camera opens what this browser needs for a match: an attempt that is left, and a place for its keys.
 *
 * @throws RecognizeError `ceremony/locked`, `storage/*`
 */
export async function requireReadyToMatch(
  { store, now }: Pick<CeremonyContext, 'store' | 'now'>,
  recognizeId: string,
  keys: CryptoKeyPair,
): Promise<void> {
  await requireAttemptsLeft(store, recognizeId, now());
  await store.requireStorable?.(keys);
}

interface BegunCeremony {
  readonly ceremonyId: string;
  /** Three movements for the level `active`, otherwise empty. */
  readonly challenge: readonly Movement[];
}

/** Exchanges BeginRequest and BeginResponse. @throws RecognizeError `security/envelope-invalid` for a response without a challenge */
async function begin(
  match: PreparedMatch,
  matcher: Matcher,
  options: MatchOptions,
  liveness: LivenessLevel,
): Promise<BegunCeremony> {
  const { ceremony, description: device, keys, replacement = {} } = options;
  const call = { operation: 'begin', path: CEREMONIES_PATH } as const;
  const proofs = await replacementProofs(match.beginRequest, keys, replacement);
  const fields = { ceremony, step: 1, device, ...proofs };
  const beginResponse = await matcher
    .send(1, call, fields, match.beginRequest)
    .catch((thrown: unknown) => withVerifiedRevocation(thrown, match, matcher));
  await match.acceptBeginResponse(beginResponse);
  const { ceremonyId, challenge } = parseBeginResponse(beginResponse);
  requireChallenge(challenge, liveness);
  return { ceremonyId: toBase64url(ceremonyId), challenge };
}

/** @throws RecognizeError `server/forbidden` when the token names the key of another browser */
function requireNamedKey({ device_key }: AuthorizationClaims, keyThumbprint: string): void {
  if (device_key !== undefined && device_key !== keyThumbprint)
    throw new RecognizeError('server/forbidden', {
      detail: `authorization: the token is for the device key ${device_key}, but this browser has ${keyThumbprint}`,
    });
}

/** Rethrows an error, without its `revocation` unless the matcher has signed that for this BeginRequest. */
async function withVerifiedRevocation(
  thrown: unknown,
  { beginRequest }: PreparedMatch,
  { configuration: { signingKey } }: Matcher,
): Promise<never> {
  if (!(thrown instanceof RecognizeError) || thrown.revocation === undefined) throw thrown;
  const signed = await isSignedBy(signingKey, thrown.revocation, revokedKeyStatement(beginRequest));
  throw signed && thrown.code === 'client-state/revoked' ? thrown : thrown.with({ revocation: undefined });
}

/**
 * Captures a face while the ceremony begins, which brings the challenge. If it fails to begin, the capture is not waited for and its embedding
 * is overwritten.
 */
async function captureDuring(
  context: CeremonyContext,
  level: LivenessLevel,
  begun: Promise<BegunCeremony>,
): Promise<[face: CapturedFace, begun: BegunCeremony]> {
  const challenge = begun.then((ceremony) => ceremony.challenge);
  // The capture may end before it waits for the challenge.
  challenge.catch(() => {});
  const capture = context.capture(level === 'active' ? { level, challenge } : { level });
  try {
    return await Promise.all([capture, begun]);
  } catch (thrown) {
    capture.then(
      ({ embedding }) => wipe(embedding),
      () => {},
    );
    throw thrown;
  }
}

interface FinishOptions extends MatchOptions {
  readonly thumbprint: string;
  readonly report: CaptureReport;
}

/**
 * Creates FinishRequest and stores the refreshed share before the request is sent, so that `reconcilePending` finds the share if
 * FinishResponse is lost. The share is stored whether or not the face matches; otherwise the delay before FinishRequest would reveal the
 * outcome.
 */
async function createFinishRequest(
  { store, now }: CeremonyContext,
  match: PreparedMatch,
  evaluateResponse: Bytes,
  { recognizeId, ceremony, modelId, keys, thumbprint, report }: FinishOptions,
): Promise<[finishRequest: Bytes, share: ClientShare]> {
  let refreshed: ClientShare | undefined;
  const finishRequest = await match.createFinishRequest(evaluateResponse, report, (share) => {
    refreshed = share;
    return store.addPending({ recognizeId, ceremony, modelId, share, keys, thumbprint, created: now() });
  });
  return [finishRequest, refreshed!];
}

/**
 * Compares the matcher's verdict with the result of the evaluation, and removes the pending share if there is no match.
 *
 * @throws RecognizeError `ceremony/not-recognized`, `security/assertion-invalid` if the verdict contradicts the evaluation
 */
async function requireMatch(
  { store }: CeremonyContext,
  match: PreparedMatch,
  response: FinishResponse,
  recognizeId: string,
  keyThumbprint: string,
): Promise<PositiveResponse> {
  try {
    await match.checkVerdict(response.recognized);
  } catch (thrown) {
    // After a contradiction the matcher holds no share that belongs to the pending one, so it must not become the record later.
    const contradiction = thrown instanceof RecognizeError && thrown.code === 'security/assertion-invalid';
    if (contradiction) await store.removePending(recognizeId, keyThumbprint);
    throw thrown;
  }
  if (response.recognized) return response;
  await store.removePending(recognizeId, keyThumbprint);
  throw new RecognizeError('ceremony/not-recognized');
}
