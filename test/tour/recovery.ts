import assert from 'node:assert/strict';
import { arrive, leave, password, row, rows, run, type Tour, withCode, withLink } from './acts.ts';

/** A person enrolls, loses the browser, and gets back in on two others. */
export async function recovery(tour: Tour): Promise<void> {
  const { step, counts } = tour;
  const first = await arrive(tour, 'ada');

  await step('home', () => first.look('01-home'));

  await step('register with a password', async () => {
    await first.open('register');
    await first.fill({ name: 'ada', password });
    await first.look('02-register');
    await first.press('Create account');
    await first.page.waitForSelector('recognize-enroll');
    await first.look('03-setup');
  });

  await step('enroll BACKUP, and bind the first browser', async () => {
    await first.page.check('input[name=activate]');
    assert.equal(await run(first, 'recognize-enroll', '04-enroll', '1280-light'), 'complete');
    await first.page.waitForSelector('.next .primary');
    await first.look('05-enrolled');
    await first.press('To my account');
    await rows(first).nth(1).waitFor();
    await first.look('06-account');
  });

  const second = await arrive(tour, 'ada');
  await step('second browser: one-time code', () => withCode(second, 'ada', '07-code'));

  await step('second browser: recover', async () => {
    await second.look('08-recover');
    assert.equal(await run(second, 'recognize-recover', '09-recover', '360-dark'), 'complete');
    counts.accepted += 1;
    await rows(second).nth(2).waitFor();
    await second.look('10-review');
  });

  await step('second browser: the review removes the lost one', async () => {
    const lost = rows(second).filter({ hasNotText: 'This device' }).filter({ hasText: 'Browser' });
    await lost.locator('button').last().click();
    await second.look('11-remove');
    await second.page.locator('recognize-devices dialog .danger').click();
    await lost.waitFor({ state: 'detached' });
    assert.equal(await rows(second).count(), 2);
    await second.look('12-removed');
    await second.press('To my account');
    await second.page.waitForSelector('.balance');
  });

  await step('first browser finds out and wipes itself', async () => {
    await first.press('Continue');
    await first.page.waitForSelector('recognize-authenticate');
    await first.begin('recognize-authenticate');
    assert.match(await first.ended(), /client-state\/revoked|storage\/lost/);
    await first.look('13-revoked');
  });

  const third = await arrive(tour, 'ada');
  await step('third browser: magic link', () => withLink(third, 'ada', '14-link'));

  await step('third browser: the same client state recovers again', async () => {
    assert.equal(await run(third, 'recognize-recover', '15-again', '1280-dark'), 'complete');
    counts.accepted += 1;
    await third.press('To my account');
    await third.page.waitForSelector('.balance');
    await rows(third).nth(2).waitFor();
  });

  await step('the host is killed, and comes back with everything', async () => {
    await tour.crash(async () => {
      await third.page.evaluate(() => dispatchEvent(new HashChangeEvent('hashchange')));
      await third.page.waitForSelector('h1:has-text("No connection")');
      await third.look('15-unreachable');
    });
    await third.press('Try again');
    await rows(third).nth(2).waitFor();
  });

  await step('devices: rename', async () => {
    const own = row(third, 'This device');
    await own.locator('button').first().click();
    await third.page.locator('recognize-devices input[name=name]').fill('Kitchen laptop');
    await third.look('16-rename');
    await third.page.keyboard.press('Enter');
    await row(third, 'Kitchen laptop').waitFor();
  });

  await step('devices: remove another', async () => {
    const other = rows(third).filter({ hasNotText: 'This device' }).filter({ hasText: 'Browser' });
    await other.locator('button').last().click();
    await third.page.locator('recognize-devices dialog .danger').click();
    await other.waitFor({ state: 'detached' });
    await third.look('17-devices');
  });

  await step('devices: set up a further recovery', async () => {
    await third.forget();
    await third.press('Set up another recovery');
    await third.capturing();
    assert.equal(await third.ended(), 'complete');
    await rows(third).nth(2).waitFor();
    await third.look('17-further');
    await third.press('Done');
  });

  await step('authenticate: a payment, signed as shown', async () => {
    await third.press('Continue');
    await third.page.waitForSelector('recognize-authenticate [part=transaction]');
    await third.look('18-payment');
    assert.equal(await run(third, 'recognize-authenticate', '19-payment', '360-light'), 'complete');
    await third.page.waitForSelector('.receipt');
    await third.look('20-paid');
    await third.press('To my account');
    await third.page.waitForSelector('.recent');
    await third.look('21-account');
  });
  await leave(tour, first, second, third);
}
