import { PhoneHandoff } from '../ceremonies/phone-handoff.ts';
import type { Host } from '../ceremonies/types.ts';
import { type HandoffSettings, type OpenedHandoff, parseHandoffLink } from '../wire/handoff.ts';
import type { Ceremony } from '../wire/tokens.ts';
import { invalidSetting, property } from './usage.ts';

/** Input for the run on the phone. An authorization is for one run, so this gets one for each. */
export type PhoneInput = HandoffSettings & { readonly authorization: () => Promise<string> };

/** A ceremony that a desktop has handed off to this device. */
export interface PhoneCeremony extends OpenedHandoff {
  readonly ceremony: Ceremony;
  /**
   * Takes the ceremony over with the code that the desktop shows. After three wrong ones it is cancelled.
   *
   * @returns the input for `enroll`, `recover` or `authenticate` of the same client; or how many tries are left
   * @throws RecognizeError `handoff/*`, `host/*`
   */
  take(
    code: string,
  ): Promise<
    | { readonly accepted: true; readonly input: PhoneInput }
    | { readonly accepted: false; readonly triesLeft: number }
  >;
  /** Cancels it, because the person did not ask for it. @throws RecognizeError `handoff/*`, `host/*` */
  decline(): Promise<void>;
}

/**
 * Reads a link and asks the backend about it.
 *
 * @param onTaken called when this device has taken the ceremony over
 * @throws RecognizeError `usage/invalid-property` for a text that is no link; `handoff/*`, `host/*`, `ceremony/aborted`
 */
export async function openPhoneCeremony(
  text: string,
  host: Host,
  signal: AbortSignal,
  onTaken: (handoff: PhoneHandoff) => void,
): Promise<PhoneCeremony> {
  const link = parseHandoffLink(text);
  if (link === undefined) throw invalidSetting(property('handoffId'), 'the fragment of a link');
  const handoff = new PhoneHandoff(link, host);
  return {
    ceremony: link.ceremony,
    ...(await handoff.open(signal)),
    async take(code) {
      const taken = await handoff.take(code, signal);
      if (!taken.accepted) return taken;
      onTaken(handoff);
      return { accepted: true, input: { ...taken.settings, authorization: () => handoff.authorize(signal) } };
    },
    decline: () => handoff.decline(signal),
  };
}
