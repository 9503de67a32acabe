import assert from 'node:assert/strict';
import { arrive, leave, password, row, run, type Tour } from './acts.ts';

/** A client state that is used up at once: this browser and no other. */
export async function temporary(tour: Tour): Promise<void> {
  const { step } = tour;
  const bruno = await arrive(tour, 'bruno');
  await step('TEMPORARY, activated at once', async () => {
    await bruno.open('register');
    await bruno.fill({ name: 'bruno', password });
    await bruno.press('Create account');
    await bruno.page.waitForSelector('recognize-enroll');
    await bruno.page.check('input[value=TEMPORARY]');
    await bruno.look('22-temporary');
    assert.equal(await run(bruno, 'recognize-enroll', '23-temporary', '1280-light'), 'complete');
    await bruno.page.waitForSelector('.next .primary');
    await bruno.press('To my account');
    await row(bruno, 'This device').waitFor();
    await bruno.look('24-bound');
  });

  await step('signed out and back: face and device key', async () => {
    await bruno.page.click('[aria-label="Sign out"]');
    await bruno.page.waitForSelector('.hero');
    await bruno.open('sign-in');
    await bruno.fill({ name: 'bruno', password });
    await bruno.look('25-password');
    await bruno.page.click('form .primary');
    await bruno.page.waitForSelector('recognize-authenticate');
    await bruno.look('26-confirm');
    assert.equal(await run(bruno, 'recognize-authenticate', '27-confirm', '360-dark'), 'complete');
    await row(bruno, 'This device').waitFor();
  });

  await step('de-enroll', async () => {
    await bruno.press('Remove my face');
    await bruno.look('28-leave');
    await bruno.page.locator('dialog .danger').click();
    await bruno.page.waitForSelector('.notice');
    await bruno.look('29-left');
  });
  await leave(tour, bruno);
}
