import { type HandedOff, handOff } from '../ceremonies/handoff.ts';
import { RecognizeError, toRecognizeError } from '../errors.ts';
import { cancelReason } from './cancel-reason.ts';
import { Run } from './run.ts';
import type { RunOptions } from './run-state.ts';
import type { ClientServices } from './services.ts';

/**
 * Carries out one run of a ceremony on another device. It opens no camera and loads no models.
 *
 * @returns the result of the other device
 * @throws RecognizeError what the hand-off throws; `ceremony/aborted` after a cancellation
 */
export async function startHandoff<Result>(
  { settings, host }: ClientServices,
  { signal, onState }: RunOptions<Result>,
  handedOff: HandedOff,
): Promise<Result> {
  const run = new Run<Result>(onState);
  const cancel = () => run.cancel(cancelReason(signal?.reason));
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  // Otherwise the phone would finish a ceremony whose result nobody receives.
  const leave = () => run.cancel('page');
  window.addEventListener('pagehide', leave, { once: true });
  const { liveness, matcherKey, description } = settings;
  try {
    if (globalThis.crypto?.subtle === undefined) throw new RecognizeError('environment/no-webcrypto');
    if (!run.signal.aborted)
      run.complete(
        // The ceremony decides the type of the result.
        (await handOff(
          {
            host,
            signal: run.signal,
            origin: location.origin,
            description,
            now: Date.now,
            onHandoff: (detail) => run.handoff(detail),
            ...(liveness === undefined ? {} : { liveness }),
            ...(matcherKey === undefined ? {} : { matcherKey }),
          },
          handedOff,
        )) as Result,
      );
  } catch (thrown) {
    run.fail(toRecognizeError(thrown, 'runtime/crashed'));
  } finally {
    signal?.removeEventListener('abort', cancel);
    window.removeEventListener('pagehide', leave);
  }
  return run.outcome();
}
