import type { Runtime } from './elements/runtime.ts';
import { createMatchingClient } from './matching/client.ts';
import { release } from './release.ts';
import { indexedDbStore } from './store/indexed-db.ts';
import type { RecordStore } from './store/store.ts';
import { createVision } from './vision/client.ts';

/** Taken out of the expression below, which bundlers would rewrite. */
const here = import.meta.url;

let store: RecordStore | undefined;

/** The parts as a browser joins them: workers under the assets, records in IndexedDB. */
export const browserRuntime: Runtime = {
  version: release,
  assetsBase: new URL('assets/', here),
  createVision,
  createMatching: (assetsBase) => createMatchingClient({ assetsBase }),
  openStore: () => {
    store ??= indexedDbStore();
    return store;
  },
};
