import { authenticate } from '../ceremonies/authenticate.ts';
import { enroll } from '../ceremonies/enroll.ts';
import type { PhoneHandoff } from '../ceremonies/phone-handoff.ts';
import { recover } from '../ceremonies/recover.ts';
import type {
  AuthenticateInput,
  AuthenticateResult,
  EnrollInput,
  EnrollResult,
  RecoverInput,
  RecoverResult,
} from '../ceremonies/types.ts';
import { unsupportedForPhoto } from './browser-features.ts';
import type { RunOptions } from './run-state.ts';
import type { ClientServices } from './services.ts';
import { startHandoff } from './start-handoff.ts';
import { startRun } from './start-run.ts';

/** The ceremonies, each as one run. Every promise rejects with a `RecognizeError`. */
export interface CeremonyRuns {
  /** Creates a client state from a live face or a photo; with `activate` it binds this browser too. */
  enroll(input: EnrollInput, run?: RunOptions<EnrollResult>): Promise<EnrollResult>;
  /** Binds this browser with a client state and a live face. */
  recover(input: RecoverInput, run?: RunOptions<RecoverResult>): Promise<RecoverResult>;
  /** Signs the host's challenge on a bound browser. */
  authenticate(input: AuthenticateInput, run?: RunOptions<AuthenticateResult>): Promise<AuthenticateResult>;
}

/** @param phone the hand-off that this client has taken over from another device, if it has one */
export function runCeremonies(services: ClientServices, phone: () => PhoneHandoff | undefined): CeremonyRuns {
  return {
    enroll: (input, run = {}) =>
      run.handoff
        ? startHandoff(services, run, { ceremony: 'enroll', input })
        : startEnrollment(services, input, run, phone()),
    recover: (input, run = {}) =>
      run.handoff
        ? startHandoff(services, run, { ceremony: 'recover', input })
        : startRun(services, run, (context) => recover(context, input)),
    authenticate: (input, run = {}) =>
      run.handoff
        ? startHandoff(services, run, { ceremony: 'authenticate', input })
        : startRun(services, run, (context) => authenticate(context, input)),
  };
}

/** On a phone, the result is also delivered to the desktop: before an activation, which may fail, and at the end. */
function startEnrollment(
  services: ClientServices,
  input: EnrollInput,
  options: RunOptions<EnrollResult>,
  phone: PhoneHandoff | undefined,
): Promise<EnrollResult> {
  const needsNoCamera = input.photo !== undefined && !input.activate;
  return startRun(
    services,
    options,
    async (context, run) => {
      const { signal } = context;
      const onDurableResult = (result: EnrollResult) => {
        run.setDurableResult(result);
        phone?.deliver(result, false, signal).catch(() => {});
      };
      const result = await enroll({ ...context, onDurableResult }, input);
      await phone?.deliver(result, true, signal);
      return result;
    },
    needsNoCamera ? unsupportedForPhoto : undefined,
  );
}
