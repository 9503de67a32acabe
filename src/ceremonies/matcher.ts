import { RecognizeError } from '../errors.ts';
import { toBase64url } from '../wire/base64url.ts';
import { type Bytes, systemRandom } from '../wire/bytes.ts';
import {
  type Configuration,
  NONCE_BYTES,
  parseConfiguration,
  verifyEnvelopeKeyAge,
} from '../wire/configuration.ts';
import { type EnvelopeStep, encapsulate } from '../wire/envelope.ts';
import type { JsonObject } from '../wire/json.ts';
import type { Ceremony } from '../wire/tokens.ts';
import { callHost, callMatcher } from './call-host.ts';
import { CONFIGURATION_PATH } from './paths.ts';
import type { CeremonyContext, HostCall } from './types.ts';

/** The matcher behind the host: its verified configuration, and an encrypted channel to it. */
export interface Matcher {
  readonly configuration: Configuration;
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
 * Fetches the configuration of the matcher and verifies its keys against the pinned one.
 *
 * @throws RecognizeError `security/matcher-key-mismatch`, `security/wrong-clock`, `assets/version-mismatch` if the matcher does not
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
  const matcherKey = await verifyEnvelopeKeyAge(configuration, context.matcherKey, nonce, context.now());
  if (!configuration.models.includes(modelId))
    throw new RecognizeError('assets/version-mismatch', {
      detail: `models: this page has loaded ${modelId}, which is not in the option models of the backend`,
    });
  const encapsulateFor = (step: EnvelopeStep) => encapsulate({ matcherKey, step, recognizeId });

  // The person waits between the capture and the verdict. The HPKE encapsulation of the last two requests is therefore computed ahead.
  const laterSteps: readonly EnvelopeStep[] = ceremony === 'enroll' ? [] : [2, 3];
  const precomputed = new Map(laterSteps.map((step) => [step, encapsulateFor(step)]));
  for (const encapsulation of precomputed.values()) encapsulation.catch(() => {});

  return {
    configuration,
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
