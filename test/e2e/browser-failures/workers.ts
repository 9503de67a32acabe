import type { Visitor } from '../../support/visitor.ts';
import type { FailureCase } from '../support/failure-cases.ts';
import { advanceClock, type Fixture, startRecovery } from '../support/fixture.ts';

/** A recovery during its capture, and its vision worker. */
async function duringCapture(user: Visitor, fixture: Fixture) {
  const visitor = await startRecovery(await user.openTab(), fixture);
  await visitor.waitForEvent('step', 'capture');
  const worker = visitor.page.workers().find((candidate) => candidate.url().includes('/vision.'))!;
  return { visitor, worker };
}

async function crash(fixture: Fixture): Promise<Visitor> {
  const { visitor, worker } = await duringCapture(fixture.ada, fixture);
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('crash caused by a test');
    });
  });
  return visitor;
}

async function endlessLoop(fixture: Fixture): Promise<Visitor> {
  const { visitor, worker } = await duringCapture(fixture.adaFakeClock, fixture);
  await worker.evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  await advanceClock(visitor, 5_000);
  return visitor;
}

const outOfMemory = async (fixture: Fixture): Promise<Visitor> =>
  startRecovery(await fixture.ada.openTab(), fixture, {
    attributes: { 'assets-base': '/broken/no-memory' },
  });

export const workerFailures: readonly FailureCase[] = [
  ['runtime/out-of-memory', 'a worker cannot allocate memory', outOfMemory],
  ['runtime/crashed', 'a worker crashes', crash],
  ['runtime/timed-out', 'a worker hangs', endlessLoop],
];
