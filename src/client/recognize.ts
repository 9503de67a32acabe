import type { PhoneHandoff } from '../ceremonies/phone-handoff.ts';
import type { Host } from '../ceremonies/types.ts';
import type { RecognizeError } from '../errors.ts';
import { unsupportedForPhoto, unsupportedReason, unsupportedToLoad } from './browser-features.ts';
import { type CeremonyRuns, runCeremonies } from './ceremony-runs.ts';
import { type CallOptions, type DeviceManagement, manageDevices } from './device-management.ts';
import type { Diagnostics } from './diagnostics.ts';
import { connectHost } from './host.ts';
import { loadedDiagnostics, loadModels } from './load-models.ts';
import { ModelLoader } from './model-loader.ts';
import { type ClientSettings, type RecognizeOptions, readOptions } from './options.ts';
import { openPhoneCeremony, type PhoneCeremony } from './phone-ceremony.ts';
import type { LoadProgress } from './run-state.ts';
import type { ClientServices } from './services.ts';

/** What is loaded ahead of a run. */
export interface PreloadOptions {
  /** Whether the run uses no camera. Default false. */
  readonly photo?: boolean;
}

/** The product without user interface. Every promise rejects with a `RecognizeError`. */
export interface Recognize extends CeremonyRuns, DeviceManagement {
  /**
   * On a phone: opens the link of a hand-off. After `take`, the runs of this client are those of the hand-off, and it can do nothing else.
   *
   * @param link the fragment of the page's address
   */
  openHandoff(link: string, options?: CallOptions): Promise<PhoneCeremony>;
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
  const pageHost = connectHost(options.host);
  /** Set once this client has taken a ceremony over from another device. */
  let phone: PhoneHandoff | undefined;
  const host: Host = async (call, signal) => (phone?.connection ?? pageHost)(call, signal);
  const { models, previousModels } = createLoaders(settings);
  const services: ClientServices = { settings, host, models, previousModels };
  return {
    ...runCeremonies(services, () => phone),
    ...manageDevices(services),
    openHandoff: async (link, { signal = new AbortController().signal } = {}) =>
      openPhoneCeremony(link, pageHost, signal, (handoff) => {
        phone = handoff;
      }),
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

function createLoaders(settings: ClientSettings): Pick<ClientServices, 'models' | 'previousModels'> {
  const { manifestUrl, previousManifestUrl, execution } = settings;
  const createLoader = (url: URL | undefined) =>
    new ModelLoader({
      // A page without the option gets an error when models are loaded, and not when the client is created.
      get assetsBase() {
        return settings.assetsBase;
      },
      execution,
      ...(url === undefined ? {} : { manifestUrl: url }),
    });
  return {
    models: createLoader(manifestUrl),
    previousModels: previousManifestUrl && createLoader(previousManifestUrl),
  };
}
