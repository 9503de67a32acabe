import { expect } from '@open-wc/testing';
import { recordAttempt } from '../../src/ceremonies/attempt-limit.ts';
import { indexedDbStore } from '../../src/store/indexed-db.ts';
import { withUserLock } from '../../src/store/user-lock.ts';
import { errorCodeOf } from '../support/error-code.ts';
import { boundRecord, storeContract } from '../support/store-contract.ts';

let count = 0;
const newDatabaseName = () => `store-test-${performance.timeOrigin}-${++count}`;

/** Replaces a method while `work` runs. */
async function withReplaced<Target, Name extends keyof Target>(
  target: Target,
  name: Name,
  replacement: Target[Name],
  work: () => Promise<void>,
): Promise<void> {
  const original = target[name];
  target[name] = replacement;
  try {
    await work();
  } finally {
    target[name] = original;
  }
}

const refuse = () => {
  throw new DOMException('refused', 'SecurityError');
};

describe('indexedDbStore', function () {
  this.timeout(30_000);

  for (const [title, check] of storeContract) it(title, () => check(indexedDbStore(newDatabaseName())));

  it('returns a record after the database is opened again', async () => {
    const name = newDatabaseName();
    await indexedDbStore(name).commit(await boundRecord('ann'));
    const record = await indexedDbStore(name).read('ann');
    expect(record?.device.deviceId).to.equal('device-1');
    expect(record?.keys.privateKey.extractable).to.equal(false);
  });

  it('checks that a key pair can be stored, and keeps nothing', async () => {
    const store = indexedDbStore(newDatabaseName());
    const { keys } = await boundRecord('ann');
    await store.requireStorable!(keys);
    expect(await store.read('ann')).to.equal(undefined);
    const refuseKeys = () => {
      throw new DOMException('The object could not be cloned.', 'DataCloneError');
    };
    await withReplaced(IDBObjectStore.prototype, 'put', refuseKeys, async () => {
      expect(await errorCodeOf(store.requireStorable!(keys))).to.equal('storage/unavailable');
    });
  });

  it('enforces one attempt limit across several tabs', async () => {
    const name = newDatabaseName();
    const tabs = [indexedDbStore(name), indexedDbStore(name), indexedDbStore(name)];
    const codes = await Promise.all(
      Array.from({ length: 24 }, (_, i) => errorCodeOf(recordAttempt(tabs[i % 3]!, 'ann', 1000 + i))),
    );
    expect(codes.filter((code) => code === 'none')).to.have.lengthOf(10);
    expect(codes.filter((code) => code === 'ceremony/locked')).to.have.lengthOf(14);
  });

  it('writes nothing when an update throws', async () => {
    const store = indexedDbStore(newDatabaseName());
    await recordAttempt(store, 'ann', 1);
    const failed = store.updateAttempts('ann', () => {
      throw new Error('broken');
    });
    expect(await errorCodeOf(failed)).to.equal('storage/unavailable');
    await recordAttempt(store, 'ann', 2);
    const sent = await store.updateAttempts('ann', (attempts) => ({ next: attempts, result: attempts.sent }));
    expect(sent).to.deep.equal([1, 2]);
  });

  it('rejects with storage/blocked while another tab prevents opening, and works afterwards', async () => {
    const name = newDatabaseName();
    const opening = indexedDB.open(name);
    const otherTab = await new Promise<IDBDatabase>((resolve) => {
      opening.onsuccess = () => resolve(opening.result);
    });
    // The deletion waits for the connection of the other tab, and each new connection waits for the deletion.
    const deleting = indexedDB.deleteDatabase(name);
    const deleted = new Promise((resolve) => {
      deleting.onsuccess = resolve;
    });
    const store = indexedDbStore(name, 500);
    expect(await errorCodeOf(store.read('ann'))).to.equal('storage/blocked');
    otherTab.close();
    await deleted;
    expect(await store.read('ann')).to.equal(undefined);
  });

  /** A store, and every connection to the database that it has opened. */
  function storeWithConnections() {
    const name = newDatabaseName();
    const connections: IDBDatabase[] = [];
    const store = indexedDbStore(name);
    const open = IDBFactory.prototype.open;
    const record: typeof open = function (this: IDBFactory, ...parameters) {
      const request = open.apply(this, parameters);
      request.addEventListener('success', () => connections.push(request.result));
      return request;
    };
    return { name, store, connections, record };
  }

  it('opens the database again after the browser has closed the connection without an event', async () => {
    const { store, connections, record } = storeWithConnections();
    await withReplaced(IDBFactory.prototype, 'open', record, async () => {
      await store.commit(await boundRecord('ann'));
      connections.at(-1)!.close();
      expect((await store.read('ann'))?.device.deviceId).to.equal('device-1');
      connections.at(-1)!.close();
      await recordAttempt(store, 'ann', 1);
      connections.at(-1)!.close();
      await recordAttempt(store, 'ann', 2);
    });
    const sent = await store.updateAttempts('ann', (attempts) => ({ next: attempts, result: attempts.sent }));
    expect(sent).to.deep.equal([1, 2]);
    expect(connections).to.have.lengthOf(4);
  });

  it('rejects with storage/connection-lost when the new connection is closed too, and works afterwards', async () => {
    const store = indexedDbStore(newDatabaseName());
    const close = () => {
      throw new DOMException('The database connection is closing.', 'InvalidStateError');
    };
    await withReplaced(IDBDatabase.prototype, 'transaction', close, async () => {
      expect(await errorCodeOf(store.read('ann'))).to.equal('storage/connection-lost');
    });
    expect(await store.read('ann')).to.equal(undefined);
  });

  it('rejects with storage/connection-lost when the browser has lost its database process', async () => {
    const store = indexedDbStore(newDatabaseName());
    const lose = () => {
      throw new DOMException('Connection to Indexed Database server lost. Refresh the page', 'UnknownError');
    };
    await withReplaced(IDBFactory.prototype, 'open', lose, async () => {
      expect(await errorCodeOf(store.read('ann'))).to.equal('storage/connection-lost');
    });
  });

  it('lets another tab delete or upgrade the database, and opens it again', async () => {
    const { name, store } = storeWithConnections();
    const settled = (request: IDBOpenDBRequest) =>
      new Promise<void>((resolve, reject) => {
        request.onsuccess = () => {
          request.result?.close();
          resolve();
        };
        request.onblocked = () => reject(new Error('blocked'));
      });
    await store.commit(await boundRecord('ann'));
    await settled(indexedDB.open(name, 2));
    expect((await store.read('ann'))?.device.deviceId).to.equal('device-1');
    await settled(indexedDB.deleteDatabase(name));
    expect(await store.read('ann')).to.equal(undefined);
    await store.commit(await boundRecord('ann'));
    expect((await store.read('ann'))?.device.deviceId).to.equal('device-1');
  });

  it('rejects with storage/unavailable when the browser refuses storage, and opens again later', async () => {
    const store = indexedDbStore(newDatabaseName());
    await withReplaced(indexedDB, 'open', refuse, async () => {
      expect(await errorCodeOf(store.read('ann'))).to.equal('storage/unavailable');
    });
    expect(await store.read('ann')).to.equal(undefined);
  });

  it('rejects with storage/full when the quota is exceeded', async () => {
    const exceedQuota = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    await withReplaced(IDBObjectStore.prototype, 'put', exceedQuota, async () => {
      const record = await boundRecord('ann');
      expect(await errorCodeOf(indexedDbStore(newDatabaseName()).commit(record))).to.equal('storage/full');
    });
  });
});

describe('withUserLock', () => {
  it('rejects a second run of the same user with ceremony/busy, and runs those of other users', async () => {
    let finish = () => {};
    const first = withUserLock(
      'ann',
      () =>
        new Promise<string>((resolve) => {
          finish = () => resolve('done');
        }),
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await errorCodeOf(withUserLock('ann', async () => 1))).to.equal('ceremony/busy');
    expect(await withUserLock('bea', async () => 2)).to.equal(2);
    finish();
    expect(await first).to.equal('done');
    expect(await withUserLock('ann', async () => 3)).to.equal(3);
  });

  it('releases the lock when the run fails', async () => {
    const failed = withUserLock('cem', () => Promise.reject(new Error('broken')));
    expect(await failed.catch((error: Error) => error.message)).to.equal('broken');
    expect(await withUserLock('cem', async () => 4)).to.equal(4);
  });

  it('rejects with storage/unavailable when the browser refuses locks', async () => {
    const refuseLock = () => Promise.reject(new DOMException('refused', 'SecurityError'));
    await withReplaced(navigator.locks, 'request', refuseLock, async () => {
      expect(await errorCodeOf(withUserLock('dov', async () => 4))).to.equal('storage/unavailable');
    });
  });
});
