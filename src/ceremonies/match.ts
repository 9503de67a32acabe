import { RecognizeError } from '../errors.ts';
import type { MatchInput } from '../matching/client-protocol.ts';
import type { PreparedMatch } from '../matching/private-matching.ts';
import { toBase64url } from '../wire/base64url.ts';
import { wipe } from '../wire/bytes.ts';
import { parseBeginResponse } from '../wire/messages/begin.ts';
import { type FinishResponse, parseFinishResponse } from '../wire/messages/finish.ts';
import type { ClientShare } from '../wire/shares.ts';
import { verifyAssertion } from '../wire/tokens.ts';
import { recordAttempt, removeMiss, requireAttemptsLeft } from './attempt-limit.ts';
import { thumbprint } from './device-keys.ts';
import { connectMatcher, type Matcher } from './matcher.ts';
import type { CeremonyContext, Description } from './types.ts';

export interface MatchRun {
  readonly recognizeId: string;
  readonly ceremony: MatchInput['ceremony'];
  readonly token: string;
  readonly modelId: string;
  readonly share: ClientShare;
  readonly shareSource: MatchInput['shareSource'];
  readonly keys: CryptoKeyPair;
  readonly description: Description;
}

export interface Recognized {
  readonly finishResponse: Extract<FinishResponse, { recognized: true }>;
  /** The browser's half of the new pair. */
  readonly share: ClientShare;
  readonly thumbprint: string;
}

/**
 * One match from BeginRequest to FinishResponse. BeginRequest and BeginResponse pass while the camera warms up; the capture gives EvaluateRequest; before FinishRequest the half that a yes makes valid
 * is stored, whatever the outcome.
 *
 * @throws RecognizeError `ceremony/not-recognized` and every code of the steps within
 */
export async function runMatch(context: CeremonyContext, run: MatchRun): Promise<Recognized> {
  const { matching, store, signal, now } = context;
  const { recognizeId } = run;
  await requireAttemptsLeft(store, recognizeId, now());
  const { center } = await context.models();
  const name = await thumbprint(run.keys);
  const matcher = await connectMatcher(context, run.ceremony, recognizeId);
  const match = await matching.prepare(
    { ...run, center, origin: context.origin, deviceKeys: run.keys },
    signal,
  );
  try {
    const begun = beginMatch(match, matcher, run);
    // A refusal of the first request ends the run at once, not after the capture.
    const look = context.capture();
    const embedding = await firstFailure(look, begun).catch((thrown: unknown) => {
      look.then(wipe, () => {});
      throw thrown;
    });
    const path = `ceremonies/${await begun.catch((thrown: unknown) => {
      wipe(embedding);
      throw thrown;
    })}`;
    context.onStep('verify');
    const at = now();
    // Made meanwhile, sent only once the attempt is counted.
    const [evaluateRequest] = await Promise.all([
      match.createEvaluateRequest(embedding),
      recordAttempt(store, recognizeId, at),
    ]);
    const evaluateResponse = await matcher.send(
      2,
      { operation: 'evaluate', path: `${path}/evaluate` },
      {},
      evaluateRequest,
    );
    let share: ClientShare | undefined;
    const finishRequest = await match.createFinishRequest(evaluateResponse, async (pending) => {
      share = pending;
      const { ceremony, modelId, keys } = run;
      await store.addPending({
        recognizeId,
        ceremony,
        modelId,
        share: pending,
        keys,
        thumbprint: name,
        created: now(),
      });
    });
    context.onStep('bind');
    const finishResponse = parseFinishResponse(
      await matcher.send(3, { operation: 'finish', path: `${path}/finish` }, {}, finishRequest),
    );
    await match.checkVerdict(finishResponse.recognized).catch(async (thrown: unknown) => {
      // A yes without K has bound a half that nobody has: it must not be found again at the next load.
      if (contradicts(thrown)) await store.dropPending(recognizeId, name);
      throw thrown;
    });
    if (!finishResponse.recognized) {
      await store.dropPending(recognizeId, name);
      throw new RecognizeError('ceremony/not-recognized');
    }
    await verifyAssertion(finishResponse.assertion, matcher.configuration.signingKey, {
      sub: recognizeId,
      aud: context.origin,
      ceremony: run.ceremony,
      deviceId: toBase64url(finishResponse.deviceId),
    });
    await removeMiss(store, recognizeId, at);
    return { finishResponse, share: share!, thumbprint: name };
  } finally {
    match.close();
  }
}

const contradicts = (thrown: unknown): boolean =>
  thrown instanceof RecognizeError && thrown.code === 'security/assertion-invalid';

/** BeginRequest → BeginResponse; the name of the ceremony. */
async function beginMatch(match: PreparedMatch, matcher: Matcher, run: MatchRun): Promise<string> {
  const message = { ceremony: run.ceremony, step: 1, device: run.description };
  const beginResponse = await matcher.send(
    1,
    { operation: 'begin', path: 'ceremonies' },
    message,
    match.beginRequest,
  );
  await match.acceptBeginResponse(beginResponse);
  return toBase64url(parseBeginResponse(beginResponse).ceremonyId);
}

/** The first value, unless either fails before it is there. */
async function firstFailure<Value>(value: Promise<Value>, other: Promise<unknown>): Promise<Value> {
  const failure = new Promise<never>((_, reject) => {
    other.catch(reject);
  });
  return Promise.race([value, failure]);
}
