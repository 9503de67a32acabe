import type { Bytes } from '../wire/bytes.ts';
import { type Configuration, parseConfiguration, verifyEnvelopeKey } from '../wire/configuration.ts';
import { type EnvelopeStep, encapsulate } from '../wire/envelope.ts';
import type { Ceremony } from '../wire/tokens.ts';
import { ask, callMatcher } from './call-host.ts';
import type { CeremonyContext, HostCall } from './types.ts';

/** The matcher behind the host: its checked key, and a sealed way to it. */
export interface Matcher {
  readonly configuration: Configuration;
  /** @param path of the call; the body is sealed for `step`, the answer opened */
  send(
    step: EnvelopeStep,
    call: Pick<HostCall, 'operation' | 'path'>,
    message: object,
    body: Bytes,
  ): Promise<Bytes>;
}

/**
 * Asks for the matcher's keys and checks them against the pinned one.
 *
 * @throws RecognizeError `security/matcher-key-mismatch`, `host/*`
 */
export async function connectMatcher(
  context: CeremonyContext,
  ceremony: Ceremony,
  recognizeId: string,
): Promise<Matcher> {
  const path = '.well-known/recognize';
  const answer = await ask(context, { ceremony, operation: 'configuration', method: 'GET', path });
  const configuration = parseConfiguration(answer);
  const matcherKey = await verifyEnvelopeKey(configuration, context.matcherKey, context.now());
  const encapsulated = (step: EnvelopeStep) => encapsulate({ matcherKey, step, recognizeId });
  // A person waits from the capture to the verdict, so what the last two requests need besides their bodies is made before.
  const later: readonly EnvelopeStep[] = ceremony === 'enroll' ? [] : [2, 3];
  const ahead = new Map(later.map((step) => [step, encapsulated(step)]));
  for (const made of ahead.values()) made.catch(() => {});
  return {
    configuration,
    async send(step, call, message, body) {
      const made = ahead.get(step) ?? encapsulated(step);
      ahead.delete(step);
      const seal = await made;
      const { sealed, open } = await seal(body);
      // BeginRequest spends its token and is not kept: a second one would be refused for another reason than the first was lost.
      const again = step !== 1 || ceremony === 'enroll';
      return open(
        await callMatcher(context, { ...call, ceremony }, { ...message, recognizeId }, sealed, again),
      );
    },
  };
}
