import { authenticate } from '../ceremonies/authenticate.ts';
import * as devices from '../ceremonies/devices.ts';
import { enroll } from '../ceremonies/enroll.ts';
import type { PhoneHandoff } from '../ceremonies/phone-handoff.ts';
import { recover } from '../ceremonies/recover.ts';
import type {
  AuthenticateInput,
  AuthenticateResult,
  DeviceContext,
  EnrollInput,
  EnrollResult,
  Host,
  RecoverInput,
  RecoverResult,
} from '../ceremonies/types.ts';
import { RecognizeError } from '../errors.ts';
import { cleanName } from '../visible-text.ts';
import { type Device, parseDevices } from '../wire/device.ts';
import { unsupportedForPhoto, unsupportedReason, unsupportedToLoad } from './browser-features.ts';
import type { Diagnostics } from './diagnostics.ts';
import { connectHost } from './host.ts';
import { ModelLoader } from './model-loader.ts';
import { type RecognizeOptions, readOptions } from './options.ts';
import { openPhoneCeremony, type PhoneCeremony } from './phone-ceremony.ts';
import type { LoadProgress, RunOptions } from './run-state.ts';
import { startHandoff } from './start-handoff.ts';
import { type ClientServices, loadedDiagnostics, loadModels, startRun } from './start-run.ts';
import { invalidSetting, property } from './usage.ts';

export type DeviceList = devices.DeviceList;

/** Options of one call about devices. */
export interface CallOptions {
  /** Ends the call with `ceremony/aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** What is loaded ahead of a run. */
export interface PreloadOptions {
  /** Whether the run uses no camera. Default false. */
  readonly photo?: boolean;
}

/** The product without user interface. Every promise rejects with a `RecognizeError`. */
export interface Recognize {
  /** Creates a client state from a live face or a photo; with `activate` it binds this browser too. */
  enroll(input: EnrollInput, run?: RunOptions<EnrollResult>): Promise<EnrollResult>;
  /** Binds this browser with a client state and a live face. */
  recover(input: RecoverInput, run?: RunOptions<RecoverResult>): Promise<RecoverResult>;
  /** Signs the host's challenge on a bound browser. */
  authenticate(input: AuthenticateInput, run?: RunOptions<AuthenticateResult>): Promise<AuthenticateResult>;
  /**
   * On a phone: opens the link of a hand-off. After `take`, the runs of this client are those of the hand-off, and it can do nothing else.
   *
   * @param link the fragment of the page's address
   */
  openHandoff(link: string, options?: CallOptions): Promise<PhoneCeremony>;
  /** Every client device of a user, and which one this browser is. Deletes the record of a browser when the matcher has signed
   * that its device no longer exists. */
  listDevices(recognizeId: string, options?: CallOptions): Promise<DeviceList>;
  /**
   * Finds this browser in a list that the page has already. Deletes nothing, because such a list may be old or partial.
   *
   * @throws RecognizeError `usage/invalid-property` for a list with an item that is not a device
   */
  markOwnDevice(recognizeId: string, devices: readonly Device[]): Promise<DeviceList>;
  /**
   * @param name 1 to 80 characters, at least one of them visible; invisible ones are removed
   * @throws RecognizeError `usage/invalid-property` for another name
   */
  renameDevice(recognizeId: string, deviceId: string, name: string, options?: CallOptions): Promise<Device>;
  /** Removes a device on the backend, and this browser's record if it is its own. */
  removeDevice(recognizeId: string, deviceId: string, options?: CallOptions): Promise<void>;
  /** Gets an authorization from the backend that lets `enroll` create one more client state. */
  addDevice(recognizeId: string, options?: CallOptions): Promise<string>;
  /** Removes a user with all devices on the backend, and this browser's record. */
  removePerson(recognizeId: string, options?: CallOptions): Promise<void>;
  /** Loads runtime and models ahead of a run. Repeated calls share one loading. */
  preload(onProgress?: (progress: LoadProgress) => void, options?: PreloadOptions): Promise<Diagnostics>;
  /** Whether the models are loaded, so that a run does not wait for them. */
  readonly loaded: boolean;
  /** Versions, effective execution and timings of the models that were loaded last. */
  readonly diagnostics: Diagnostics;
  /**
   * The error for the first feature that this browser lacks; undefined when nothing is missing. Loads nothing.
   *
   * @param camera that a run will use, as `RunOptions`; default `user`
   */
  unsupportedReason(camera?: string): RecognizeError | undefined;
  /** Ends the workers. A later run starts them again. */
  close(): void;
}

/**
 * Creates a client. Nothing is loaded and no camera opens before the first call.
 *
 * @throws RecognizeError `usage/missing-property`, `usage/invalid-property` naming the option
 */
export function createRecognize(options: RecognizeOptions): Recognize {
  const settings = readOptions(options);
  const { manifestUrl, previousManifestUrl, execution } = settings;
  const createLoader = (url: URL | undefined) =>
    new ModelLoader({
      get assetsBase() {
        return settings.assetsBase;
      },
      execution,
      ...(url === undefined ? {} : { manifestUrl: url }),
    });
  const models = createLoader(manifestUrl);
  const previousModels = previousManifestUrl && createLoader(previousManifestUrl);
  const pageHost = connectHost(options.host);
  /** Set once this client has taken a ceremony over from another device. */
  let phone: PhoneHandoff | undefined;
  const host: Host = async (call, signal) => (phone?.connection ?? pageHost)(call, signal);
  const services: ClientServices = { settings, host, models, previousModels };

  const deviceContext = ({ signal = new AbortController().signal }: CallOptions = {}): DeviceContext => ({
    host: services.host,
    store: settings.store(),
    signal,
    now: Date.now,
    ...(settings.matcherKey ? { matcherKey: settings.matcherKey } : {}),
  });

  return {
    enroll: (input, run = {}) =>
      run.handoff
        ? startHandoff(services, run, { ceremony: 'enroll', input })
        : startRun(
            services,
            run,
            async (context, started) => {
              const { signal } = context;
              const onDurableResult = (result: EnrollResult) => {
                started.setDurableResult(result);
                phone?.deliver(result, false, signal).catch(() => {});
              };
              const result = await enroll({ ...context, onDurableResult }, input);
              await phone?.deliver(result, true, signal);
              return result;
            },
            needsNoCamera(input) ? unsupportedForPhoto : undefined,
          ),
    recover: (input, run = {}) =>
      run.handoff
        ? startHandoff(services, run, { ceremony: 'recover', input })
        : startRun(services, run, (context) => recover(context, input)),
    authenticate: (input, run = {}) =>
      run.handoff
        ? startHandoff(services, run, { ceremony: 'authenticate', input })
        : startRun(services, run, (context) => authenticate(context, input)),
    openHandoff: async (link, { signal = new AbortController().signal } = {}) =>
      openPhoneCeremony(link, pageHost, signal, (handoff) => {
        phone = handoff;
      }),
    listDevices: async (recognizeId, call) => devices.listDevices(deviceContext(call), recognizeId),
    markOwnDevice: async (recognizeId, list) =>
      devices.identifyOwnDevice(deviceContext(), recognizeId, readDevices(list)),
    renameDevice: async (recognizeId, deviceId, name, call) =>
      devices.renameDevice(deviceContext(call), recognizeId, deviceId, readName(name)),
    removeDevice: async (recognizeId, deviceId, call) =>
      devices.removeDevice(deviceContext(call), recognizeId, deviceId),
    addDevice: async (recognizeId, call) => devices.addDevice(deviceContext(call), recognizeId),
    removePerson: async (recognizeId, call) => devices.removePerson(deviceContext(call), recognizeId),
    async preload(onProgress, { photo = false } = {}) {
      const unsupported = photo ? unsupportedForPhoto() : unsupportedToLoad();
      if (unsupported !== undefined) throw unsupported;
      await loadModels(models, onProgress === undefined ? undefined : { loading: onProgress });
      return loadedDiagnostics(models);
    },
    get loaded() {
      return models.loaded;
    },
    get diagnostics() {
      return loadedDiagnostics(models);
    },
    unsupportedReason,
    close() {
      models.close();
      previousModels?.close();
    },
  };
}

/** Whether an enrollment uses a photo alone. */
const needsNoCamera = (input: EnrollInput): boolean => input.photo !== undefined && !input.activate;

/** @throws RecognizeError `usage/invalid-property` */
function readName(name: unknown): string {
  const cleaned = typeof name === 'string' ? cleanName(name) : '';
  if (cleaned === '') throw invalidSetting(property('name'), 'a string with at least one visible character');
  return cleaned;
}

/** A list of devices that the page passes in. @throws RecognizeError `usage/invalid-property` */
function readDevices(list: unknown): Device[] {
  try {
    return parseDevices({ devices: list });
  } catch (cause) {
    const detail = cause instanceof RecognizeError ? cause.detail : undefined;
    throw invalidSetting(
      property('devices'),
      `a list of devices, with times in milliseconds since the epoch (${detail})`,
      cause,
    );
  }
}
