import type { CeremonyContext } from '../ceremonies/types.ts';
import { toRecognizeError } from '../errors.ts';
import { unsupportedReason } from './browser-features.ts';
import { cancelReason } from './cancel-reason.ts';
import { type OpenedContext, openContext } from './ceremony-context.ts';
import { awaitRelease, pendingReleases } from './pending-release.ts';
import { Run } from './run.ts';
import type { RunOptions } from './run-state.ts';
import type { ClientServices } from './services.ts';

/**
 * Carries out one run of a ceremony: camera, models and matching for its context, states for the caller.
 *
 * @param unsupported finds out what the browser lacks for this run
 * @returns the result, once camera and lock are released
 * @throws RecognizeError what the ceremony throws; `ceremony/aborted` after a cancellation
 */
export function startRun<Result>(
  services: ClientServices,
  options: RunOptions<Result>,
  ceremony: (context: CeremonyContext, run: Run<Result>) => Promise<Result>,
  unsupported: typeof unsupportedReason = unsupportedReason,
): Promise<Result> {
  const { signal } = options;
  const run = new Run<Result>(options.onState);
  const cancel = () => {
    run.cancel(cancelReason(signal?.reason));
    awaitRelease(released);
  };
  if (signal?.aborted) run.cancel(cancelReason(signal.reason));
  signal?.addEventListener('abort', cancel, { once: true });
  const released = perform(services, run, { ...options, unsupported }, ceremony).finally(() =>
    signal?.removeEventListener('abort', cancel),
  );
  return released;
}

async function perform<Result>(
  services: ClientServices,
  run: Run<Result>,
  { unsupported, ...options }: RunOptions<Result> & { readonly unsupported: typeof unsupportedReason },
  ceremony: (context: CeremonyContext, run: Run<Result>) => Promise<Result>,
): Promise<Result> {
  const { models, previousModels } = services;
  const stopUsing = models.use();
  let opened: OpenedContext | undefined;
  try {
    // Before anything is requested or loaded.
    const missing = unsupported(options.camera ?? 'user');
    if (missing !== undefined) throw missing;
    await pendingReleases();
    if (!run.signal.aborted) {
      opened = openContext(services, run, options);
      run.complete(await ceremony(opened.context, run));
    }
  } catch (thrown) {
    const error = toRecognizeError(thrown, 'runtime/crashed');
    // A worker that crashed or hangs is not used again.
    if (error.code.startsWith('runtime/')) {
      models.close();
      previousModels?.close();
    }
    run.fail(error);
  } finally {
    opened?.close();
    stopUsing();
  }
  return run.outcome();
}
