import { describe, expect, it } from 'vitest';
import { cameraFailures } from './browser-failures/camera.ts';
import { environmentFailures } from './browser-failures/environment.ts';
import { livenessFailures } from './browser-failures/liveness.ts';
import { storageFailures } from './browser-failures/storage.ts';
import { workerFailures } from './browser-failures/workers.ts';
import { expectFailure } from './support/expect-failure.ts';
import { testFailures } from './support/failure-cases.ts';
import { startRecovery, useFixture } from './support/fixture.ts';

/** Failures whose cause is the browser: what it lacks, refuses or loses. */
const fixture = useFixture();

describe('environment', () => testFailures(environmentFailures, fixture));
describe('camera', () => testFailures(cameraFailures, fixture));
describe('liveness', () => testFailures(livenessFailures, fixture));
describe('workers', () => testFailures(workerFailures, fixture));
describe('storage', () => testFailures(storageFailures, fixture));

it('reports ceremony/busy in the second of two tabs, and completes in the first', async () => {
  const { ada, host } = fixture();
  const [first, second] = [await ada.openTab(), await ada.openTab()];
  const paused = host.injectFault({ operation: 'begin', moment: 'before', action: 'pause' });
  await startRecovery(first, fixture());
  await paused;
  await startRecovery(second, fixture());
  await expectFailure(second, await second.runResult(), 'ceremony/busy');
  host.resume();
  expect(await first.runResult()).toMatchObject({ type: 'complete' });
  await Promise.all([first.page.close(), second.page.close()]);
});
