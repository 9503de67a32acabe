import assert from 'node:assert/strict';
import type { Visitor } from '../support/visitor.ts';
import {
  arrive,
  deviceRow,
  deviceRows,
  endOfRun,
  leave,
  press,
  register,
  run,
  signInWithCode,
  signInWithLink,
  signInWithPassword,
  startRun,
  type Tour,
  waitForCapture,
} from './actions.ts';
import { takeScreenshots } from './screenshots.ts';

/** A user enrolls, loses the browser, and recovers in two others. */
export async function recoverInOtherBrowsers(tour: Tour): Promise<void> {
  const first = await arrive(tour, 'ada');
  await enroll(tour, first);
  const second = await arrive(tour, 'ada');
  await recoverAndRemoveFirst(tour, second);
  await showRemoval(tour, first);
  const third = await arrive(tour, 'ada');
  await recoverAgain(tour, third);
  await crashHost(tour, third);
  await manageDevices(tour, third);
  await pay(tour, third);
  await leave(tour, first, second, third);
}

const otherBrowsers = (visitor: Visitor) =>
  deviceRows(visitor)
    .filter({ hasNotText: 'This device' })
    .filter({ has: visitor.page.getByRole('img', { name: 'Browser' }) });
const confirmRemoval = ({ page }: Visitor) => page.locator('recognize-devices dialog .danger').click();

async function enroll(tour: Tour, first: Visitor): Promise<void> {
  const { step } = tour;
  await step('home', () => takeScreenshots(tour, first, '01-home'));

  await step('register with a password', async () => {
    await register(first, 'ada', () => takeScreenshots(tour, first, '02-register'));
    await takeScreenshots(tour, first, '03-setup');
  });

  await step('enroll with type BACKUP, and bind the first browser', async () => {
    await first.page.check('input[name=activate]');
    assert.equal(await run(tour, first, 'recognize-enroll', '04-enroll', '1280-light'), 'complete');
    await first.page.waitForSelector('.next .primary');
    await takeScreenshots(tour, first, '05-enrolled');
    await press(first, 'To my account');
    await deviceRows(first).nth(1).waitFor();
    await takeScreenshots(tour, first, '06-account');
  });
}

async function recoverAndRemoveFirst(tour: Tour, second: Visitor): Promise<void> {
  const { step, counts } = tour;
  await step('second browser: one-time code', () =>
    signInWithCode(second, 'ada', () => takeScreenshots(tour, second, '07-code')),
  );

  await step('second browser: recover', async () => {
    await takeScreenshots(tour, second, '08-recover');
    assert.equal(await run(tour, second, 'recognize-recover', '09-recover', '360-dark'), 'complete');
    counts.accepted += 1;
    const notAll = second.page.getByRole('button', { name: 'No, not all' });
    await notAll.waitFor();
    await takeScreenshots(tour, second, '10-review');
    await notAll.click();
    await deviceRows(second).nth(2).waitFor();
  });

  await step('second browser: remove the lost browser in the review', async () => {
    const lost = otherBrowsers(second);
    await lost.locator('button').last().click();
    await takeScreenshots(tour, second, '11-remove');
    await confirmRemoval(second);
    await lost.waitFor({ state: 'detached' });
    assert.equal(await deviceRows(second).count(), 2);
    await takeScreenshots(tour, second, '12-removed');
    await press(second, 'To my account');
    await second.page.waitForSelector('.balance');
  });
}

async function showRemoval(tour: Tour, first: Visitor): Promise<void> {
  await tour.step('first browser: deletes its record after the removal', async () => {
    // The recovery has ended the session of this browser.
    await signInWithPassword(first, 'ada');
    await first.page.waitForSelector('recognize-authenticate');
    await startRun(first, 'recognize-authenticate');
    assert.match(await endOfRun(first), /client-state\/revoked|storage\/lost/);
    await takeScreenshots(tour, first, '13-revoked');
  });
}

async function recoverAgain(tour: Tour, third: Visitor): Promise<void> {
  const { step, counts } = tour;
  await step('third browser: magic link', () =>
    signInWithLink(third, 'ada', () => takeScreenshots(tour, third, '14-link')),
  );

  await step('third browser: recover with the same client state', async () => {
    assert.equal(await run(tour, third, 'recognize-recover', '15-recover-again', '1280-dark'), 'complete');
    counts.accepted += 1;
    await press(third, 'To my account');
    await third.page.waitForSelector('.balance');
    await deviceRows(third).nth(2).waitFor();
  });
}

async function crashHost(tour: Tour, third: Visitor): Promise<void> {
  await tour.step('the host is killed, and keeps all data', async () => {
    await tour.crashHost(async () => {
      await third.page.evaluate(() => dispatchEvent(new HashChangeEvent('hashchange')));
      await third.page.waitForSelector('h1:has-text("No connection")');
      await takeScreenshots(tour, third, '15-unreachable');
    });
    await press(third, 'Try again');
    await deviceRows(third).nth(2).waitFor();
  });
}

async function manageDevices(tour: Tour, third: Visitor): Promise<void> {
  const { step } = tour;
  await step('devices: rename this one', async () => {
    await deviceRow(third, 'This device').locator('button').first().click();
    await third.page.locator('recognize-devices input[name=name]').fill('Kitchen laptop');
    await takeScreenshots(tour, third, '16-rename');
    await third.page.keyboard.press('Enter');
    await deviceRow(third, 'Kitchen laptop').waitFor();
  });

  await step('devices: remove another one', async () => {
    const other = otherBrowsers(third);
    await other.locator('button').last().click();
    await confirmRemoval(third);
    await other.waitFor({ state: 'detached' });
    await takeScreenshots(tour, third, '17-devices');
  });

  await step('devices: set up another recovery', async () => {
    await third.clearEvents();
    await press(third, 'Set up another recovery');
    await waitForCapture(third);
    assert.equal(await endOfRun(third), 'complete');
    await deviceRows(third).nth(2).waitFor();
    await takeScreenshots(tour, third, '17-further');
    await press(third, 'Done');
  });
}

async function pay(tour: Tour, third: Visitor): Promise<void> {
  await tour.step('authenticate: sign a payment as it is shown', async () => {
    await press(third, 'Continue');
    await third.page.waitForSelector('recognize-authenticate [part=transaction]');
    await takeScreenshots(tour, third, '18-payment');
    assert.equal(await run(tour, third, 'recognize-authenticate', '19-payment', '360-light'), 'complete');
    await third.page.waitForSelector('.receipt');
    await takeScreenshots(tour, third, '20-paid');
    await press(third, 'To my account');
    await third.page.waitForSelector('.recent');
    await takeScreenshots(tour, third, '21-account');
  });
}
