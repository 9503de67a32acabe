import { RecognizeError } from '../errors.ts';
import type { MatchInput } from '../matching/client-protocol.ts';
import type { PreparedMatch } from '../matching/private-matching.ts';
import { verifyAssertion } from '../wire/assertion.ts';
import { toBase64url } from '../wire/base64url.ts';
import { type Bytes, wipe } from '../wire/bytes.ts';
import type { CaptureReport } from '../wire/capture-report.ts';
import type { LivenessLevel } from '../wire/liveness.ts';
import { type FinishResponse, parseFinishResponse } from '../wire/messages/finish.ts';
import type { ClientShare } from '../wire/shares.ts';
import type { AuthorizationClaims } from '../wire/tokens.ts';
import { recordAttempt, recordMatch, requireAttemptsLeft } from './attempt-limit.ts';
import { type BegunCeremony, beginCeremony } from './begin-ceremony.ts';
import { thumbprint } from './device-keys.ts';
import { livenessOfRun, reportOf } from './liveness.ts';
import { connectMatcher, type Matcher, requireValidNow } from './matcher.ts';
import { ceremonyPath } from './paths.ts';
import type { Replacement } from './replacement.ts';
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
  const { matching, signal, origin } = context;
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
    return await exchangeMessages(context, match, matcher, {
      ...options,
      liveness,
      thumbprint: keyThumbprint,
    });
  } finally {
    match.close();
  }
}

interface PreparedOptions extends MatchOptions {
  readonly liveness: LivenessLevel;
  /** Of the device key. */
  readonly thumbprint: string;
}

/** Exchanges all messages of a prepared match, with the capture after the first. */
async function exchangeMessages(
  context: CeremonyContext,
  match: PreparedMatch,
  matcher: Matcher,
  options: PreparedOptions,
): Promise<MatchResult> {
  const { store, now } = context;
  const { recognizeId, liveness, thumbprint } = options;
  const begun = beginCeremony(match, matcher, options);
  const [face, { ceremonyId }] = await captureDuring(context, liveness, begun);
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
  const finish = { ...options, report };
  const [finishRequest, share] = await createFinishRequest(context, match, evaluateResponse, finish);
  context.onStep('bind');
  const finishCall = { operation: 'finish', path: ceremonyPath(ceremonyId, 'finish') } as const;
  const response = parseFinishResponse(await matcher.send(3, finishCall, {}, finishRequest));
  const finishResponse = await requireMatch(context, match, response, recognizeId, thumbprint);
  await verifyMatchAssertion(context, matcher, finishResponse, { ...finish, ceremonyId });
  await recordMatch(store, recognizeId, attemptTime);
  return { finishResponse, share, thumbprint };
}

/** @throws RecognizeError `security/assertion-invalid` */
async function verifyMatchAssertion(
  { origin }: CeremonyContext,
  { configuration }: Matcher,
  { assertion, deviceId }: PositiveResponse,
  {
    recognizeId,
    ceremony,
    claims,
    thumbprint,
    report,
    ceremonyId,
  }: FinishOptions & { readonly ceremonyId: string },
): Promise<void> {
  await verifyAssertion(assertion, configuration.signingKey, {
    sub: recognizeId,
    aud: origin,
    ceremony,
    deviceId: toBase64url(deviceId),
    nonce: claims.challenge ?? ceremonyId,
    keyThumbprint: thumbprint,
    transactionHash: claims.transaction_hash,
    operation: claims.operation,
    handoff: claims.handoff,
    report,
  });
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

/** @throws RecognizeError `server/forbidden` when the token names the key of another browser */
function requireNamedKey({ device_key }: AuthorizationClaims, keyThumbprint: string): void {
  if (device_key !== undefined && device_key !== keyThumbprint)
    throw new RecognizeError('server/forbidden', {
      detail: `authorization: the token is for the device key ${device_key}, but this browser has ${keyThumbprint}`,
    });
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

interface FinishOptions extends PreparedOptions {
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
