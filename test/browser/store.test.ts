import { expect } from '@open-wc/testing';
import { recordAttempt } from '../../src/ceremonies/attempt-limit.ts';
import { indexedDbStore } from '../../src/store/indexed-db.ts';
import { withUserLock } from '../../src/store/user-lock.ts';
import { boundRecord, rejection, storeContract } from '../support/store-contract.ts';

let count = 0;
const freshName = () => `store-test-${performance.timeOrigin}-${++count}`;

describe('a store in IndexedDB', function () {
  this.timeout(30_000);

  for (const [name, check] of storeContract) it(name, () => check(indexedDbStore(freshName())));

  it('keeps what it has over a reload', async () => {
    const name = freshName();
    await indexedDbStore(name).commit(await boundRecord('ann'));
    const found = await indexedDbStore(name).read('ann');
    expect(found?.device.deviceId).to.equal('device-1');
    expect(found?.keys.privateKey.extractable).to.equal(false);
  });

  it('shares the budget of attempts between tabs', async () => {
    const name = freshName();
    const tabs = [indexedDbStore(name), indexedDbStore(name), indexedDbStore(name)];
    const taken = await Promise.all(
      Array.from({ length: 24 }, (_, i) => rejection(recordAttempt(tabs[i % 3]!, 'ann', 1000 + i))),
    );
    expect(taken.filter((code) => code === 'none')).to.have.lengthOf(10);
    expect(taken.filter((code) => code === 'ceremony/locked')).to.have.lengthOf(14);
  });

  it('writes nothing of a change whose edit fails', async () => {
    const store = indexedDbStore(freshName());
    await recordAttempt(store, 'ann', 1);
    const broken = store.countAttempts('ann', () => {
      throw new Error('broken');
    });
    expect(await rejection(broken)).to.equal('storage/unavailable');
    await recordAttempt(store, 'ann', 2);
    expect(await store.countAttempts('ann', (now) => ({ next: now, result: now.sent }))).to.deep.equal([
      1, 2,
    ]);
  });

  it('says so when another tab is in the way, and goes on when it is gone', async () => {
    const name = freshName();
    const opening = indexedDB.open(name);
    const other = await new Promise<IDBDatabase>((resolve) => {
      opening.onsuccess = () => resolve(opening.result);
    });
    // The deletion waits for the other tab, and every opening waits for the deletion.
    const deleting = indexedDB.deleteDatabase(name);
    const deleted = new Promise((resolve) => {
      deleting.onsuccess = resolve;
    });
    const store = indexedDbStore(name, 500);
    expect(await rejection(store.read('ann'))).to.equal('storage/blocked');
    other.close();
    await deleted;
    expect(await store.read('ann')).to.equal(undefined);
  });

  it('says so when the browser refuses storage', async () => {
    const open = indexedDB.open;
    indexedDB.open = () => {
      throw new DOMException('refused', 'SecurityError');
    };
    try {
      expect(await rejection(indexedDbStore(freshName()).read('ann'))).to.equal('storage/unavailable');
    } finally {
      indexedDB.open = open;
    }
  });

  it('says so when the disk is full', async () => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      const record = await boundRecord('ann');
      expect(await rejection(indexedDbStore(freshName()).commit(record))).to.equal('storage/full');
    } finally {
      IDBObjectStore.prototype.put = put;
    }
  });

  it('opens again after it could not be opened', async () => {
    const open = indexedDB.open;
    const store = indexedDbStore(freshName());
    indexedDB.open = () => {
      throw new DOMException('refused', 'SecurityError');
    };
    expect(await rejection(store.read('ann'))).to.equal('storage/unavailable');
    indexedDB.open = open;
    expect(await store.read('ann')).to.equal(undefined);
  });
});

describe('one run at a time', () => {
  it('refuses a second one of a person while the first goes on, and lets others pass', async () => {
    let end = () => {};
    const first = withUserLock('ann', () => new Promise<string>((resolve) => (end = () => resolve('done'))));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await rejection(withUserLock('ann', async () => 1))).to.equal('ceremony/busy');
    expect(await withUserLock('bea', async () => 2)).to.equal(2);
    end();
    expect(await first).to.equal('done');
    expect(await withUserLock('ann', async () => 3)).to.equal(3);
  });

  it('is over when a run fails', async () => {
    const { request } = navigator.locks;
    navigator.locks.request = () => Promise.reject(new DOMException('', 'SecurityError'));
    expect(await rejection(withUserLock('dov', async () => 4))).to.equal('storage/unavailable');
    navigator.locks.request = request;
    await rejection(withUserLock('cem', () => Promise.reject(new Error('broken'))));
    expect(await withUserLock('cem', async () => 4)).to.equal(4);
  });
});
