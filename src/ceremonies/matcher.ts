import { RecognizeError } from '../errors.ts';
import { toBase64url } from '../wire/base64url.ts';
import { type Bytes, systemRandom } from '../wire/bytes.ts';
import {
  type Configuration,
  matcherTime,
  NONCE_BYTES,
  parseConfiguration,
  requireSameProtocol,
  verifyEnvelopeKeyAge,
} from '../wire/configuration.ts';
import { type EnvelopeStep, encapsulate } from '../wire/envelope.ts';
import type { JsonObject } from '../wire/json.ts';
import { type AuthorizationClaims, type Ceremony, CLOCK_TOLERANCE_SECONDS } from '../wire/tokens.ts';
import { callHost, callMatcher } from './call-host.ts';
import { CONFIGURATION_PATH } from './paths.ts';
import type { CeremonyContext, HostCall } from './types.ts';

/** The matcher behind the host: its verified configuration, and an encrypted channel to it. */
export interface Matcher {
  readonly configuration: Configuration;
  /** The matcher's time, milliseconds since the epoch; undefined when it has not signed one for this request. */
  readonly time: number | undefined;
  /**
   * Seals a message, sends it and opens the response.
   *
   * @param step of the protocol; part of the HPKE `info`, so that a message cannot be used for another step
   * @param fields of the request besides the sealed body, in the clear
   * @throws RecognizeError as `callMatcher`; `security/envelope-invalid` if the response cannot be opened
   */
  send(
    step: EnvelopeStep,
    call: Pick<HostCall, 'operation' | 'path'>,
    fields: JsonObject,
    message: Bytes,
  ): Promise<Bytes>;
}

/** What the channel is for. */
interface MatcherOptions {
  readonly ceremony: Ceremony;
  readonly recognizeId: string;
  /** The loaded models. */
  readonly modelId: string;
}

/**
 * Checks before a capture that the authorization has not expired, by the time of the matcher. Without a signed time only the matcher knows.
 *
 * @throws RecognizeError `ceremony/session-expired`
 */
export function requireValidNow({ exp }: AuthorizationClaims, { time }: Pick<Matcher, 'time'>): void {
  if (time === undefined) return;
  const lateSeconds = Math.floor(time / 1000) - exp;
  if (lateSeconds < CLOCK_TOLERANCE_SECONDS) return;
  throw new RecognizeError('ceremony/session-expired', {
    detail: `authorization.exp: ${lateSeconds} s before the time of the matcher; pass a function that gets an authorization for each run`,
  });
}

/**
 * Fetches the configuration of the matcher and verifies its keys against the pinned one.
 *
 * @throws RecognizeError `assets/version-mismatch` for a matcher of another version of the protocol, `security/matcher-key-mismatch`,
 *   `security/wrong-clock`, `client-state/model-mismatch` if the matcher does not
 *   have the loaded models, `host/*`, `ceremony/aborted`
 */
export async function connectMatcher(
  context: CeremonyContext,
  { ceremony, recognizeId, modelId }: MatcherOptions,
): Promise<Matcher> {
  const nonce = systemRandom(NONCE_BYTES);
  const path = `${CONFIGURATION_PATH}?nonce=${toBase64url(nonce)}`;
  const configuration = await callHost(
    context,
    { ceremony, operation: 'configuration', method: 'GET', path },
    parseConfiguration,
  );
  requireSameProtocol(configuration);
  const matcherKey = await verifyEnvelopeKeyAge(configuration, context.matcherKey, nonce, context.now());
  if (!configuration.models.includes(modelId))
    throw new RecognizeError('client-state/model-mismatch', {
      detail: `models: this page has loaded ${modelId}, which is not in the option models of the backend`,
    });
  const time = await matcherTime(configuration, nonce);
  const encapsulateFor = (step: EnvelopeStep) => encapsulate({ matcherKey, step, recognizeId });

  // The person waits between the capture and the verdict. The HPKE encapsulation of the last two requests is therefore computed ahead.
  const laterSteps: readonly EnvelopeStep[] = ceremony === 'enroll' ? [] : [2, 3];
  const precomputed = new Map(laterSteps.map((step) => [step, encapsulateFor(step)]));
  for (const encapsulation of precomputed.values()) encapsulation.catch(() => {});

  return {
    configuration,
    time,
    async send(step, call, fields, message) {
      const encapsulation = precomputed.get(step) ?? encapsulateFor(step);
      // An encapsulated key seals one message only.
      precomputed.delete(step);
      const seal = await encapsulation;
      const { sealed, open } = await seal(message);
      // The matcher does not store BeginRequest. A repeated one would be refused, because its token is spent, which hides the actual error.
      const retry = step !== 1 || ceremony === 'enroll';
      return open(
        await callMatcher(context, { ...call, ceremony }, { ...fields, recognizeId }, sealed, retry),
      );
    },
  };
}
