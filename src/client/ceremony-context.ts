import { type CaptureSession, type CaptureSessionOptions, openCaptureSession } from '../capture/session.ts';
import { untilAborted } from '../ceremonies/timeout.ts';
import type { CeremonyContext, CeremonyStep } from '../ceremonies/types.ts';
import { toRecognizeError } from '../errors.ts';
import { createMatchingClient } from '../matching/client.ts';
import { embedPhoto, openPhoto } from '../photo/browser/open-photo.ts';
import { withUserLock } from '../store/user-lock.ts';
import { cameraMemory } from './camera-memory.ts';
import { loadedDiagnostics, loadModels } from './load-models.ts';
import { chooseModels } from './model-sets.ts';
import type { Run } from './run.ts';
import type { RunOptions } from './run-state.ts';
import type { ClientServices } from './services.ts';

/** What the ceremony of one run uses. */
export interface OpenedContext {
  readonly context: CeremonyContext;
  /** Closes the camera, and stops using the models. */
  close(): void;
}

/** Joins camera, models, matching and storage for the ceremony of one run. The camera opens, and models load, when the ceremony needs them. */
export function openContext<Result>(
  { settings, host, models, previousModels }: ClientServices,
  run: Run<Result>,
  options: RunOptions<Result>,
): OpenedContext {
  const { assetsBase, liveness, matcherKey, description } = settings;
  const store = settings.store();
  const chosen = chooseModels({ current: models, previous: previousModels }, (loader) =>
    untilAborted(run.signal, () => loadModels(loader, run)),
  );
  const onStep = (step: CeremonyStep) =>
    run.step(step, models.progress, models.loaded ? loadedDiagnostics(models) : undefined);
  const session = openCaptureSession({
    ...captureOptions(run, options),
    ...cameraMemory(settings.store),
    vision: chosen.load,
    onStep,
  });
  const warmUp = cameraOpener(session);
  /** A photo needs no camera. The capture of an activation after it opens one. */
  let hasPhoto = false;
  const context: CeremonyContext = {
    host,
    matching: createMatchingClient({ assetsBase }),
    store,
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
    ...(options.review ? { review: () => run.review() } : {}),
    description,
    origin: location.origin,
    ...(liveness === undefined ? {} : { liveness }),
    ...(matcherKey === undefined ? {} : { matcherKey }),
    onStep,
    onDurableResult: () => {},
    signal: run.signal,
    now: Date.now,
  };
  const close = () => {
    chosen.release();
    session.close();
  };
  return { context, close };
}

/** What a capture takes from the options of a run, and reports to the run. */
const captureOptions = <Result>(
  run: Run<Result>,
  { camera = 'user', viewfinder, timeLimitMs }: RunOptions<Result>,
): Omit<CaptureSessionOptions, 'vision' | 'onStep'> => ({
  camera,
  viewfinder,
  timeLimitMs,
  signal: run.signal,
  onHint: (hint) => run.hint(hint),
  onProgress: (samples, required) => run.samples(samples, required),
  onChallenge: (progress) => run.challenge(progress),
  onStillTrying: (stillTrying) => run.controls({ stillTrying }),
  onCamera: (opened) => run.camera(opened),
  onStill: (still) => run.still(still),
  onControls: (controls) => run.controls(controls),
});

/** Opens the camera while the models load, and again after an earlier capture has closed it. */
function cameraOpener(session: CaptureSession): () => Promise<void> {
  const open = () =>
    session.warmUp().catch((thrown: unknown) => {
      throw toRecognizeError(thrown, 'camera/in-use').at('permission');
    });
  let opening: Promise<void> | undefined;
  return () => {
    opening = opening === undefined ? open() : opening.then(open);
    // What it rejects with is reported by those who wait for it.
    opening.catch(() => {});
    return opening;
  };
}

/** Resolves with `work`, and rejects as soon as it or `other` fails. */
const rejectsWith = <Value>(work: Promise<Value>, other: Promise<unknown>): Promise<Value> =>
  Promise.race([work, other.then(() => work)]);
