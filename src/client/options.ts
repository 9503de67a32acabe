import type { DeviceDescription } from '../ceremonies/types.ts';
import { indexedDbStore } from '../store/indexed-db.ts';
import type { RecordStore } from '../store/store.ts';
import type { VisionOptions } from '../vision/client.ts';
import { describeBrowser } from './describe-browser.ts';
import type { SendRequest } from './host.ts';
import {
  invalidSetting,
  property,
  requireMatcherKey,
  requireOneOf,
  requireSet,
  requireUrl,
} from './usage.ts';

export interface RecognizeOptions {
  /** URL where the backend module is mounted, or a function that carries requests there. */
  readonly host: string | URL | SendRequest;
  /** URL of the folder with workers, wasm and models. Default: `assets/` next to this module. */
  readonly assetsBase?: URL | string | undefined;
  /** URL of another manifest of models. */
  readonly models?: URL | string | undefined;
  /** Default `auto`, which is wasm. */
  readonly execution?: VisionOptions['execution'] | undefined;
  /** The matcher's pinned public key, 64 bytes as base64url. Default: not pinned. */
  readonly matcherKey?: string | undefined;
  /** Name of this browser in the list of devices. Default: browser and system of the user agent string. */
  readonly deviceName?: string | undefined;
  /** Where this browser keeps its records. Default: IndexedDB. */
  readonly store?: RecordStore | undefined;
}

/** Options with every default filled in. */
export interface ClientSettings {
  readonly assetsBase: URL;
  readonly manifestUrl: URL | undefined;
  readonly execution: 'auto' | 'wasm' | 'webgpu';
  readonly matcherKey: string | undefined;
  readonly description: DeviceDescription;
  /** @throws RecognizeError `storage/unavailable` */
  readonly store: () => RecordStore;
}

export const EXECUTIONS = ['auto', 'wasm', 'webgpu'] as const;

/** In a constant, because bundlers replace the expression `new URL('…', import.meta.url)`. */
const moduleUrl = import.meta.url;
/** Built modules and their chunks are next to the folder `assets/`. */
const defaultAssetsBase = new URL('assets/', moduleUrl);

/** @throws RecognizeError `usage/missing-property`, `usage/invalid-property` */
export function readOptions(options: RecognizeOptions): ClientSettings {
  const { assetsBase, models, execution = 'auto', matcherKey, deviceName, store } = options;
  requireSet('host', options.host);
  requireOneOf(property('execution'), execution, EXECUTIONS);
  requireMatcherKey(property('matcherKey'), matcherKey);
  if (deviceName !== undefined && typeof deviceName !== 'string')
    throw invalidSetting(property('deviceName'), 'a string');
  return {
    assetsBase:
      assetsBase === undefined
        ? defaultAssetsBase
        : requireUrl(property('assetsBase'), withTrailingSlash(String(assetsBase))),
    manifestUrl: models === undefined ? undefined : requireUrl(property('models'), models),
    execution,
    matcherKey,
    description: { ...describeBrowser(navigator.userAgent), ...(deviceName ? { name: deviceName } : {}) },
    store: store === undefined ? pageStore : () => store,
  };
}

export const withTrailingSlash = (url: string): string => url.replace(/\/*$/, '/');

let openedStore: RecordStore | undefined;

/** One connection to IndexedDB for all clients of the page, opened at the first use. */
function pageStore(): RecordStore {
  openedStore ??= indexedDbStore();
  return openedStore;
}
