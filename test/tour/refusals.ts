import assert from 'node:assert/strict';
import {
  arrive,
  deviceRows,
  endOfRun,
  fill,
  leave,
  password,
  press,
  run,
  signInWithCode,
  signInWithPassword,
  startRun,
  type Tour,
} from './actions.ts';
import { takeScreenshots } from './screenshots.ts';

const impostors = ['bruno', 'chidi', 'dewi', 'elif', 'femi'];

/** Other people try to recover with Ada's first factor and client state. Then Ada is locked out, and recovers after the host has ended the lockout. */
export async function refuseOthers(tour: Tour): Promise<void> {
  for (const [index, person] of impostors.entries())
    await tour.step(`another person is refused: ${person}`, () => refuseImpostor(tour, person, index === 0));
  await endLockout(tour);
  await signInWithoutFace(tour);
}

async function refuseImpostor(tour: Tour, person: string, withScreenshots: boolean): Promise<void> {
  const impostor = await arrive(tour, person);
  await signInWithPassword(impostor, 'ada');
  const variant = withScreenshots ? '1280-light' : undefined;
  const end = await run(tour, impostor, 'recognize-recover', '30-impostor', variant);
  assert.equal(end, 'ceremony/not-recognized');
  tour.counts.refused += 1;
  if (withScreenshots) await takeScreenshots(tour, impostor, '31-refused');
  await leave(tour, impostor);
}

async function endLockout(tour: Tour): Promise<void> {
  const { step, counts } = tour;
  const ada = await arrive(tour, 'ada');
  await step('five refusals lock the account for everyone', async () => {
    await signInWithPassword(ada, 'ada');
    await startRun(ada, 'recognize-recover');
    assert.equal(await endOfRun(ada), 'ceremony/locked');
    await takeScreenshots(tour, ada, '32-locked');
  });

  await step('the support desk ends the lockout, and the user recovers', async () => {
    await tour.unlock('ada');
    await ada.page.reload();
    await ada.page.waitForSelector('recognize-recover');
    assert.equal(await run(tour, ada, 'recognize-recover', '33-unlocked'), 'complete');
    counts.accepted += 1;
    // The review asks about the other browsers only.
    await deviceRows(ada).first().waitFor();
  });
  await leave(tour, ada);
}

async function signInWithoutFace(tour: Tour): Promise<void> {
  await tour.step('sign in without the face', async () => {
    const visitor = await arrive(tour, 'chidi');
    await signInWithCode(visitor, 'ada');
    await press(visitor, 'Get in without the face');
    await visitor.page.waitForSelector('input[name=password]');
    await takeScreenshots(tour, visitor, '34-without-face');
    await fill(visitor, { password });
    await visitor.page.click('form .primary');
    await deviceRows(visitor).nth(2).waitFor();
    await leave(tour, visitor);
  });
}
