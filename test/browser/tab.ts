import { recordAttempt } from '../../src/ceremonies/attempt-limit.ts';
import { indexedDbStore } from '../../src/store/indexed-db.ts';
import { rejection } from '../support/store-contract.ts';

/** What matching.test.ts opens beside itself. */
Object.assign(window, {
  takeAttempts: (database: string, person: string, count: number): Promise<string[]> => {
    const store = indexedDbStore(database);
    return Promise.all(
      Array.from({ length: count }, () => rejection(recordAttempt(store, person, Date.now()))),
    );
  },
});
parent.postMessage('open', location.origin);
