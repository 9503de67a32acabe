import { recordAttempt } from '../../src/ceremonies/attempt-limit.ts';
import { indexedDbStore } from '../../src/store/indexed-db.ts';
import { errorCodeOf } from '../support/error-code.ts';

/** A second tab for ceremonies.test.ts, which loads it in a frame: the same origin, with a separate connection to IndexedDB. */
Object.assign(window, {
  recordAttempts: (database: string, recognizeId: string, count: number): Promise<string[]> => {
    const store = indexedDbStore(database);
    return Promise.all(
      Array.from({ length: count }, () => errorCodeOf(recordAttempt(store, recognizeId, Date.now()))),
    );
  },
});
parent.postMessage('ready', location.origin);
