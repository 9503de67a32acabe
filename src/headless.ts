/** The same without elements: the ceremonies as functions, for pages that draw everything themselves. */
import { browserRuntime } from './browser-runtime.ts';
import type { Camera } from './capture/camera.ts';
import { openCaptureSession } from './capture/session.ts';
import { authenticate } from './ceremonies/authenticate.ts';
import * as devices from './ceremonies/devices.ts';
import { enroll } from './ceremonies/enroll.ts';
import { recover } from './ceremonies/recover.ts';
import { untilAborted, withTimeout } from './ceremonies/timeout.ts';
import type {
  AuthenticateInput,
  AuthenticateResult,
  CeremonyContext,
  EnrollInput,
  EnrollResult,
  Host,
  RecoverInput,
  RecoverResult,
} from './ceremonies/types.ts';
import { forward } from './client/forward-to.ts';
import { RecognizeError } from './errors.ts';
import type { HintName, ProgressDetail, StepName } from './events.ts';
import { withUserLock } from './store/user-lock.ts';
import type { Vision, VisionOptions } from './vision/client.ts';
import type { Device } from './wire/device.ts';

export { type CameraSource, type OpenCamera, registerCamera } from './capture/camera-sources.ts';
export { RecognizeError, type RecognizeErrorCode } from './errors.ts';
export type { HintName, ProgressDetail, StepName } from './events.ts';
export type {
  AuthenticateInput,
  AuthenticateResult,
  Camera,
  Device,
  EnrollInput,
  EnrollResult,
  Host,
  RecoverInput,
  RecoverResult,
};

export interface RecognizeOptions {
  /** Where the backend module is mounted, or a function that carries calls there. */
  readonly host: string | URL | Host;
  /** Where worker, wasm and models lie; default beside this module. */
  readonly assetsBase?: URL | string;
  readonly models?: URL | string;
  readonly execution?: VisionOptions['execution'];
  /** The matcher's pinned key. */
  readonly matcherKey?: string;
  /** What this browser is called in the list of devices. */
  readonly name?: string;
}

/** One run: its camera, its end, and what it tells. */
export interface RunOptions {
  /** Default `user`. */
  readonly camera?: string;
  readonly signal?: AbortSignal;
  /** The camera whose stream to show while it is open; nothing when it was closed. A simulated one must be labelled. */
  readonly onCamera?: (camera: Camera | undefined) => void;
  readonly onStep?: (step: StepName) => void;
  readonly onHint?: (hint: HintName) => void;
  readonly onProgress?: (detail: ProgressDetail) => void;
}

export interface Recognize {
  /** Each rejects with a RecognizeError. */
  enroll(input: EnrollInput, run?: RunOptions): Promise<EnrollResult>;
  recover(input: RecoverInput, run?: RunOptions): Promise<RecoverResult>;
  authenticate(input: AuthenticateInput, run?: RunOptions): Promise<AuthenticateResult>;
  listDevices(recognizeId: string): Promise<devices.DeviceList>;
  renameDevice(recognizeId: string, deviceId: string, name: string): Promise<Device>;
  removeDevice(recognizeId: string, deviceId: string): Promise<void>;
  removePerson(recognizeId: string): Promise<void>;
  /** Ends the workers; a later run starts them again. */
  close(): void;
}

export function createRecognize(options: RecognizeOptions): Recognize {
  const { execution = 'auto', models, matcherKey, name = 'Browser' } = options;
  const given = options.assetsBase;
  const assetsBase =
    given === undefined
      ? browserRuntime.assetsBase
      : new URL(String(given).replace(/\/*$/, '/'), document.baseURI);
  const host = hostOf(options.host);
  let loading: Promise<Vision> | undefined;

  function vision(onProgress: VisionOptions['onProgress']): Promise<Vision> {
    const manifest = models === undefined ? {} : { manifestUrl: models };
    loading ??= browserRuntime.createVision({
      assetsBase,
      execution,
      ...manifest,
      ...(onProgress ? { onProgress } : {}),
    });
    const own = loading;
    own.catch(() => {
      // Another one may have begun since.
      if (loading === own) loading = undefined;
    });
    return own;
  }

  async function within<Result>(
    run: RunOptions,
    work: (context: CeremonyContext) => Promise<Result>,
  ): Promise<Result> {
    const signal = run.signal ?? new AbortController().signal;
    const load = () =>
      untilAborted(signal, () =>
        vision(({ loaded, total }) => run.onProgress?.({ step: 'loading', loaded, total })),
      );
    const session = openCaptureSession({
      camera: run.camera ?? 'user',
      signal,
      vision: load,
      onStep: (step) => run.onStep?.(step),
      onHint: (hint) => run.onHint?.(hint),
      onProgress: (loaded, total) => run.onProgress?.({ step: 'capture', loaded, total }),
      onCamera: (camera) => run.onCamera?.(camera),
    });
    try {
      return await work({
        ...devicesContext(signal),
        matching: browserRuntime.createMatching(assetsBase),
        withUserLock,
        models: async () => {
          const { modelId, center, modelSet } = await load();
          return { modelId, center, n: modelSet.matching.n };
        },
        warmUp: session.warmUp,
        capture: session.capture,
        description: { name },
        origin: location.origin,
        ...(matcherKey === undefined ? {} : { matcherKey }),
        onStep: (step) => run.onStep?.(step),
        onDurableResult: () => {},
      });
    } catch (thrown) {
      // A worker that crashed or hangs is not used again.
      if (thrown instanceof RecognizeError && thrown.code.startsWith('runtime/')) close();
      throw thrown;
    } finally {
      session.close();
    }
  }

  function close(): void {
    void loading?.then((loaded) => loaded.close()).catch(() => {});
    loading = undefined;
  }

  const devicesContext = (signal = new AbortController().signal) => ({
    host,
    store: browserRuntime.openStore(),
    signal,
    now: Date.now,
  });

  return {
    enroll: (input, run = {}) => within(run, (context) => enroll(context, input)),
    recover: (input, run = {}) => within(run, (context) => recover(context, input)),
    authenticate: (input, run = {}) => within(run, (context) => authenticate(context, input)),
    listDevices: async (person) => devices.listDevices(devicesContext(), person),
    renameDevice: async (person, deviceId, to) =>
      devices.renameDevice(devicesContext(), person, deviceId, to),
    removeDevice: async (person, deviceId) => devices.removeDevice(devicesContext(), person, deviceId),
    removePerson: async (person) => devices.removePerson(devicesContext(), person),
    close,
  };
}

let lastId = 0;

function hostOf(host: RecognizeOptions['host']): Host {
  if (typeof host === 'function')
    return (call, signal) => withTimeout((async () => host(call, signal))(), signal);
  return (call, signal) =>
    withTimeout(forward(host, { signal }, { id: `request-${++lastId}`, ...call }), signal);
}
