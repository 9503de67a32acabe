import { openCaptureSession } from '../capture/session.ts';
import { untilAborted } from '../ceremonies/timeout.ts';
import type { CeremonyContext, CeremonyStep, Host } from '../ceremonies/types.ts';
import { toRecognizeError } from '../errors.ts';
import { createMatchingClient } from '../matching/client.ts';
import { embedPhoto, openPhoto } from '../photo/browser/open-photo.ts';
import { withUserLock } from '../store/user-lock.ts';
import type { Vision } from '../vision/client.ts';
import { unsupportedReason } from './browser-features.ts';
import { cameraMemory } from './camera-memory.ts';
import { cancelReason } from './cancel-reason.ts';
import { type Diagnostics, INITIAL_DIAGNOSTICS } from './diagnostics.ts';
import type { ModelLoader } from './model-loader.ts';
import { chooseModels } from './model-sets.ts';
import type { ClientSettings } from './options.ts';
import { awaitRelease, pendingReleases } from './pending-release.ts';
import { Run } from './run.ts';
import type { RunOptions } from './run-state.ts';

/** What the runs of one client share. */
export interface ClientServices {
  readonly settings: ClientSettings;
  readonly host: Host;
  readonly models: ModelLoader;
  /** The models that the site used before. */
  readonly previousModels?: ModelLoader | undefined;
}

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
  const cleanups: (() => void)[] = [];
  try {
    // Before anything is requested or loaded.
    const missing = unsupported(options.camera ?? 'user');
    if (missing !== undefined) throw missing;
    await pendingReleases();
    if (!run.signal.aborted) {
      const context = openContext(services, run, options, cleanups);
      run.complete(
        await ceremony(options.review ? { ...context, review: () => run.review() } : context, run),
      );
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
    for (const cleanup of cleanups) cleanup();
    stopUsing();
  }
  return run.outcome();
}

/** @param cleanups gets a function that closes the camera */
function openContext<Result>(
  { settings, host, models, previousModels }: ClientServices,
  run: Run<Result>,
  { camera = 'user', viewfinder, timeLimitMs }: RunOptions<Result>,
  cleanups: (() => void)[],
): CeremonyContext {
  const { assetsBase, liveness, matcherKey, description, store } = settings;
  const chosen = chooseModels({ current: models, previous: previousModels }, (loader) =>
    untilAborted(run.signal, () => loadModels(loader, run)),
  );
  cleanups.push(() => chosen.release());
  const onStep = (step: CeremonyStep) =>
    run.step(step, models.progress, models.loaded ? loadedDiagnostics(models) : undefined);
  const session = openCaptureSession({
    camera,
    signal: run.signal,
    vision: chosen.load,
    onStep,
    onHint: (hint) => run.hint(hint),
    onProgress: (samples, required) => run.samples(samples, required),
    onChallenge: (progress) => run.challenge(progress),
    onStillTrying: (stillTrying) => run.controls({ stillTrying }),
    onCamera: (opened) => run.camera(opened),
    onStill: (still) => run.still(still),
    onControls: (controls) => run.controls(controls),
    ...cameraMemory(store),
    viewfinder,
    timeLimitMs,
  });
  cleanups.push(() => session.close());
  const open = () =>
    session.warmUp().catch((thrown: unknown) => {
      throw toRecognizeError(thrown, 'camera/in-use').at('permission');
    });
  let opening: Promise<void> | undefined;
  /** A photo needs no camera. The capture of an activation after it opens one. */
  let hasPhoto = false;
  /** The camera opens while the models load, and again after an earlier capture has closed it. */
  const warmUp = () => {
    opening = opening === undefined ? open() : opening.then(open);
    // What it rejects with is reported by those who wait for it.
    opening.catch(() => {});
    return opening;
  };
  return {
    host,
    matching: createMatchingClient({ assetsBase }),
    store: store(),
    withUserLock,
    models: (modelId) => (hasPhoto ? chosen.choose(modelId) : rejectsWith(chosen.choose(modelId), warmUp())),
    warmUp,
    capture: async (request) => {
      await warmUp();
      return session.capture(request);
    },
    openPhoto: async ({ file, scenario }) => {
      hasPhoto = true;
      const photo = await openPhoto(file);
      return { hash: photo.hash, examine: async () => embedPhoto(photo, scenario, await chosen.load()) };
    },
    description,
    origin: location.origin,
    ...(liveness === undefined ? {} : { liveness }),
    ...(matcherKey === undefined ? {} : { matcherKey }),
    onStep,
    onDurableResult: () => {},
    signal: run.signal,
    now: Date.now,
  };
}

/** Resolves with `work`, and rejects as soon as it or `other` fails. */
const rejectsWith = <Value>(work: Promise<Value>, other: Promise<unknown>): Promise<Value> =>
  Promise.race([work, other.then(() => work)]);

/**
 * Loads the models, once for a client.
 *
 * @param run gets the progress
 *
 * @throws RecognizeError `environment/*`, `assets/*`, `models/*`, `runtime/*`
 */
export async function loadModels(models: ModelLoader, run?: Pick<Run<never>, 'loading'>): Promise<Vision> {
  const vision = await models
    .load((progress) => run?.loading(progress))
    .catch((thrown: unknown) => {
      throw toRecognizeError(thrown, 'runtime/crashed').at('loading');
    });
  run?.loading(models.progress, loadedDiagnostics(models));
  return vision;
}

/** Diagnostics of the client, with those of the models that were loaded last. */
export const loadedDiagnostics = (models: ModelLoader): Diagnostics => ({
  ...INITIAL_DIAGNOSTICS,
  ...models.diagnostics,
});
