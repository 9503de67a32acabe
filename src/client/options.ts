import type { DeviceDescription } from '../ceremonies/types.ts';
import { RecognizeError } from '../errors.ts';
import { packageUrl } from '../package-url.ts';
import { indexedDbStore } from '../store/indexed-db.ts';
import type { RecordStore } from '../store/store.ts';
import { cleanName } from '../visible-text.ts';
import type { VisionOptions } from '../vision/client.ts';
import { type LivenessLevel, livenessLevels } from '../wire/liveness.ts';
import { requireAssetUrl } from './asset-urls.ts';
import { describeBrowser } from './describe-browser.ts';
import type { SendRequest } from './host.ts';
import { invalidSetting, property, requireMatcherKey, requireOneOf, requireSet } from './usage.ts';

/** Options of `createRecognize`. Only `host` is required. */
export interface RecognizeOptions {
  /** URL where the backend module is mounted, or a function that carries requests there. */
  readonly host: string | URL | SendRequest;
  /** URL of the folder with workers, wasm and models. Default: `assets/` next to this module. A bundled page must set it. */
  readonly assetsBase?: URL | string | undefined;
  /** URL of another manifest of models. */
  readonly models?: URL | string | undefined;
  /** URL of the manifest of the models that the site used before, for people who enrolled with them. */
  readonly previousModels?: URL | string | undefined;
  /** Default `auto`, which is wasm. */
  readonly execution?: VisionOptions['execution'] | undefined;
  /** The level of the liveness check. It can be higher than the one of an authorization, and not lower. Default: the authorization decides. */
  readonly liveness?: LivenessLevel | undefined;
  /** The matcher's pinned public key, 64 bytes as base64url. Default: not pinned. */
  readonly matcherKey?: string | undefined;
  /** Name of this browser in the list of devices. Default: browser and system of the user agent string. */
  readonly deviceName?: string | undefined;
  /** Where this browser keeps its records. Default: IndexedDB. */
  readonly store?: RecordStore | undefined;
}

/** Options with every default filled in. */
export interface ClientSettings {
  /** Read when something is loaded. @throws RecognizeError `usage/missing-property` if the default cannot be found */
  readonly assetsBase: URL;
  readonly manifestUrl: URL | undefined;
  readonly previousManifestUrl: URL | undefined;
  readonly execution: 'auto' | 'wasm' | 'webgpu';
  readonly liveness: LivenessLevel | undefined;
  readonly matcherKey: string | undefined;
  readonly description: DeviceDescription;
  /** @throws RecognizeError `storage/unavailable` */
  readonly store: () => RecordStore;
}

export const EXECUTIONS = ['auto', 'wasm', 'webgpu'] as const;
export const LIVENESS_LEVELS: readonly LivenessLevel[] = livenessLevels;

/** @throws RecognizeError `usage/missing-property`, `usage/invalid-property` */
export function readOptions(options: RecognizeOptions): ClientSettings {
  const {
    assetsBase,
    models,
    previousModels,
    execution = 'auto',
    liveness,
    matcherKey,
    deviceName,
    store,
  } = options;
  requireSet('host', options.host);
  requireOneOf(property('execution'), execution, EXECUTIONS);
  requireOneOf(property('liveness'), liveness, LIVENESS_LEVELS);
  requireMatcherKey(property('matcherKey'), matcherKey);
  if (deviceName !== undefined && typeof deviceName !== 'string')
    throw invalidSetting(property('deviceName'), 'a string');
  const ownAssetsBase = assetsBase && assetsBaseFrom(assetsBase);
  return {
    get assetsBase() {
      return ownAssetsBase || defaultAssetsBase();
    },
    manifestUrl: models === undefined ? undefined : requireAssetUrl(property('models'), models),
    previousManifestUrl:
      previousModels === undefined ? undefined : requireAssetUrl(property('previousModels'), previousModels),
    execution,
    liveness: liveness || undefined,
    matcherKey,
    description: { ...describeBrowser(navigator.userAgent), ...nameOf(deviceName) },
    store: store === undefined ? pageStore : () => store,
  };
}

/** Cleaned, so that the result of a run has the name that the list of devices will show. */
function nameOf(deviceName: string | undefined): { readonly name?: string } {
  const name = cleanName(deviceName ?? '');
  return name === '' ? {} : { name };
}

/**
 * The folder of workers, models and language packs.
 *
 * @param value what the page has set
 * @param source how the page has set it
 * @throws RecognizeError `usage/invalid-*`, `usage/missing-property`
 */
export const assetsBaseFrom = (
  value: URL | string | undefined,
  setting = property('assetsBase'),
  source = setting.kind,
): URL => (value ? requireAssetUrl(setting, withTrailingSlash(String(value)), source) : defaultAssetsBase());

/**
 * The folder `assets/` next to the built module. Some bundlers replace the URL of the module by its path on the machine that built the
 * page, which no browser can load.
 *
 * @throws RecognizeError `usage/missing-property`
 */
function defaultAssetsBase(): URL {
  const url = packageUrl(import.meta.url, 'assets/');
  if (url === undefined || (url.protocol === 'file:' && !document.baseURI.startsWith('file:'))) {
    throw new RecognizeError('usage/missing-property', {
      detail:
        'assets-base is not set, and a bundled script cannot find its assets: copy them with `npx recognize-elements assets <folder>` and set assets-base to the address of that folder',
    });
  }
  return url;
}

const withTrailingSlash = (url: string): string => url.replace(/\/*$/, '/');

let openedStore: RecordStore | undefined;

/** One connection to IndexedDB for all clients of the page, opened at the first use. */
function pageStore(): RecordStore {
  openedStore ??= indexedDbStore();
  return openedStore;
}
