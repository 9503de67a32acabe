import { RecognizeError } from '../errors.ts';
import { wipe } from '../matching/bytes.ts';
import type { MatchInput } from '../matching/engine.ts';
import type { PreparedMatch } from '../matching/matching.ts';
import { parseM2 } from '../matching/messages.ts';
import type { ClientShare } from '../matching/shares.ts';
import { toBase64url } from '../protocol/encoding.ts';
import { type M6, parseM6 } from '../protocol/messages.ts';
import { verifyAssertion } from '../protocol/tokens.ts';
import { forgiveAttempt, requireAttempts, takeAttempt } from './budget.ts';
import { thumbprint } from './device-keys.ts';
import { type Matcher, reachMatcher } from './matcher.ts';
import type { CeremonyContext, Description } from './types.ts';

export interface MatchRun {
  readonly recognizeId: string;
  readonly ceremony: MatchInput['ceremony'];
  readonly token: string;
  readonly modelId: string;
  readonly share: ClientShare;
  readonly keptIn: MatchInput['keptIn'];
  readonly keys: CryptoKeyPair;
  readonly description: Description;
}

export interface Recognized {
  readonly m6: Extract<M6, { recognized: true }>;
  /** The browser's half of the new pair. */
  readonly share: ClientShare;
  readonly thumbprint: string;
}

/**
 * One match from M1 to M6. M1 and M2 pass while the camera warms up; the capture gives M3; before M5 the half that a yes makes valid
 * is stored, whatever the outcome.
 *
 * @throws RecognizeError `ceremony/not-recognized` and every code of the steps within
 */
export async function runMatch(context: CeremonyContext, run: MatchRun): Promise<Recognized> {
  const { matching, store, report, signal, now } = context;
  const { recognizeId } = run;
  await requireAttempts(store, recognizeId, now());
  const { center } = await context.models();
  const name = await thumbprint(run.keys);
  const matcher = await reachMatcher(context, run.ceremony, recognizeId);
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
    report.step('verify');
    const at = now();
    // Made meanwhile, sent only once the attempt is counted.
    const [m3] = await Promise.all([match.makeM3(embedding), takeAttempt(store, recognizeId, at)]);
    const m4 = await matcher.send(2, { operation: 'evaluate', path: `${path}/evaluate` }, {}, m3);
    let share: ClientShare | undefined;
    const m5 = await match.makeM5(m4, async (pending) => {
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
    report.step('bind');
    const m6 = parseM6(await matcher.send(3, { operation: 'finish', path: `${path}/finish` }, {}, m5));
    await match.settle(m6.recognized).catch(async (thrown: unknown) => {
      // A yes without K has bound a half that nobody has: it must not be found again at the next load.
      if (contradicts(thrown)) await store.dropPending(recognizeId, name);
      throw thrown;
    });
    if (!m6.recognized) {
      await store.dropPending(recognizeId, name);
      throw new RecognizeError('ceremony/not-recognized');
    }
    await verifyAssertion(m6.assertion, matcher.configuration.signingKey, {
      sub: recognizeId,
      aud: context.origin,
      ceremony: run.ceremony,
      deviceId: toBase64url(m6.deviceId),
    });
    await forgiveAttempt(store, recognizeId, at);
    return { m6, share: share!, thumbprint: name };
  } finally {
    match.close();
  }
}

const contradicts = (thrown: unknown): boolean =>
  thrown instanceof RecognizeError && thrown.code === 'security/assertion-invalid';

/** M1 → M2; the name of the ceremony. */
async function beginMatch(match: PreparedMatch, matcher: Matcher, run: MatchRun): Promise<string> {
  const message = { ceremony: run.ceremony, step: 1, device: run.description };
  const m2 = await matcher.send(1, { operation: 'begin', path: 'ceremonies' }, message, match.m1);
  await match.acceptM2(m2);
  return toBase64url(parseM2(m2).ceremonyId);
}

/** The first value, unless either fails before it is there. */
async function firstFailure<Value>(value: Promise<Value>, other: Promise<unknown>): Promise<Value> {
  const failure = new Promise<never>((_, reject) => {
    other.catch(reject);
  });
  return Promise.race([value, failure]);
}
