import assert from 'node:assert/strict';
import {
  arrive,
  deviceRow,
  fill,
  leave,
  openView,
  password,
  press,
  register,
  run,
  type Tour,
} from './actions.ts';
import { takeScreenshots } from './screenshots.ts';

/** A client state of type TEMPORARY, which binds one browser and is used up. */
export async function bindWithTemporary(tour: Tour): Promise<void> {
  const { step } = tour;
  const bruno = await arrive(tour, 'bruno');
  await step('enroll with type TEMPORARY', async () => {
    await register(bruno, 'bruno');
    await bruno.page.check('input[value=TEMPORARY]');
    await takeScreenshots(tour, bruno, '22-temporary');
    assert.equal(await run(tour, bruno, 'recognize-enroll', '23-temporary', '1280-light'), 'complete');
    await bruno.page.waitForSelector('.next .primary');
    await press(bruno, 'To my account');
    await deviceRow(bruno, 'This device').waitFor();
    await takeScreenshots(tour, bruno, '24-bound');
  });

  await step('sign out, and sign in with face and device key', async () => {
    await bruno.page.click('[aria-label="Sign out"]');
    await bruno.page.waitForSelector('.hero');
    await openView(bruno, 'sign-in');
    await fill(bruno, { name: 'bruno', password });
    await takeScreenshots(tour, bruno, '25-password');
    await bruno.page.click('form .primary');
    await bruno.page.waitForSelector('recognize-authenticate');
    await takeScreenshots(tour, bruno, '26-confirm');
    assert.equal(await run(tour, bruno, 'recognize-authenticate', '27-confirm', '360-dark'), 'complete');
    await deviceRow(bruno, 'This device').waitFor();
  });

  await step('de-enroll', async () => {
    await press(bruno, 'Remove my face');
    await takeScreenshots(tour, bruno, '28-remove-face');
    await bruno.page.locator('dialog .danger').click();
    await bruno.page.waitForSelector('.notice');
    await takeScreenshots(tour, bruno, '29-face-removed');
  });
  await leave(tour, bruno);
}
