import { Visitor } from '../../support/visitor.ts';
import type { FailureCase } from '../support/failure-cases.ts';
import { advanceClock, type Fixture, startRecovery, startRun } from '../support/fixture.ts';

const openThrows = `IDBFactory.prototype.open = () => { throw new DOMException('refused', 'SecurityError'); }`;

const unavailable = async (fixture: Fixture): Promise<Visitor> =>
  startRecovery(await fixture.ada.openTab(fixture.host.origin, openThrows), fixture);

const connectionsClose = `IDBDatabase.prototype.transaction = () => {
  throw new DOMException('The database connection is closing.', 'InvalidStateError');
}`;

const connectionLost = async (fixture: Fixture): Promise<Visitor> =>
  startRecovery(await fixture.ada.openTab(fixture.host.origin, connectionsClose), fixture);

/** In a new profile: Chromium caches the quota for some time after a write. */
async function quotaExceeded(fixture: Fixture): Promise<Visitor> {
  const { browser, host } = fixture;
  const visitor = await Visitor.arrive(browser, host, 'ada');
  const devtools = await visitor.context.newCDPSession(visitor.page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: host.origin, quotaSize: 1 });
  return startRecovery(visitor, fixture);
}

/** A connection that stays open blocks the deletion of the database, and the deletion blocks every later connection. */
async function blocked(fixture: Fixture): Promise<Visitor> {
  const visitor = await fixture.adaFakeClock.openTab();
  await visitor.page.evaluate(async () => {
    await new Promise((resolve) => {
      indexedDB.open('recognize-elements').onsuccess = resolve;
    });
    indexedDB.deleteDatabase('recognize-elements');
  });
  await startRun(visitor, { tag: 'recognize-authenticate' });
  await advanceClock(visitor, 2_000);
  return visitor;
}

export const storageFailures: readonly FailureCase[] = [
  ['storage/unavailable', 'the browser refuses IndexedDB', unavailable],
  ['storage/connection-lost', 'every connection to IndexedDB closes', connectionLost],
  ['storage/full', 'the quota is exceeded', quotaExceeded],
  ['storage/blocked', 'another tab blocks the database', blocked],
];
