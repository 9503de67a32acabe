import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { type Look, Visitor } from './visitor.ts';

export interface Tour {
  readonly browser: Browser;
  readonly url: string;
  /** The demo host is killed and started again. */
  readonly crash: () => Promise<void>;
  readonly pictures: string;
  readonly step: (name: string, work: () => Promise<void>) => Promise<void>;
  readonly counts: { accepted: number; refused: number; longTasks: number };
}

const password = 'correct horse battery';
const strangers = ['bruno', 'chidi', 'dewi', 'elif', 'femi'];
const row = (visitor: Visitor, text: string) =>
  visitor.page.locator('recognize-devices [part=device]').filter({ hasText: text });
const rows = (visitor: Visitor) => visitor.page.locator('recognize-devices [part=device]');

/** Runs the ceremony on the page, with a picture before the camera. */
async function run(visitor: Visitor, tag: string, name: string, capture?: Look): Promise<string> {
  await visitor.begin(tag);
  await visitor.capturing();
  if (capture !== undefined) await visitor.look(`${name}-capture`, [capture]);
  return visitor.ended();
}

async function leave(tour: Tour, ...visitors: Visitor[]): Promise<void> {
  for (const visitor of visitors) {
    const longTasks = await visitor.longTasks();
    if (longTasks.length > 0) console.log(`     long tasks, ms: ${longTasks.join(' ')}`);
    tour.counts.longTasks += longTasks.length;
    await visitor.leave();
  }
}

async function withCode(visitor: Visitor, name: string, picture?: string): Promise<void> {
  await visitor.open('sign-in');
  await visitor.page.click('.tabs button[value=code]');
  await visitor.fill({ name });
  await visitor.press('Send a code');
  const use = visitor.page.locator('[data-code]');
  await use.waitFor();
  if (picture !== undefined) await visitor.look(picture);
  await use.click();
  await visitor.page.waitForSelector('recognize-recover, recognize-authenticate');
}

async function withLink(visitor: Visitor, name: string, picture?: string): Promise<void> {
  await visitor.open('sign-in');
  await visitor.page.click('.tabs button[value=link]');
  await visitor.fill({ name });
  await visitor.press('Send a link');
  const link = visitor.page.locator('a[href^="#/link/"]');
  await link.waitFor();
  if (picture !== undefined) await visitor.look(picture);
  await link.click();
  await visitor.page.waitForSelector('recognize-recover, recognize-authenticate');
}

/** The whole way, each person with a browser profile of their own. Every step depends on those before it. */
export async function way(tour: Tour): Promise<void> {
  const { step, counts } = tour;
  const arrive = (person: string, language?: string) => Visitor.arrive(tour.browser, tour, person, language);
  const first = await arrive('ada');

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

  const second = await arrive('ada');
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

  const third = await arrive('ada');
  await step('third browser: magic link', () => withLink(third, 'ada', '14-link'));

  await step('third browser: the same client state recovers again', async () => {
    assert.equal(await run(third, 'recognize-recover', '15-again', '1280-dark'), 'complete');
    counts.accepted += 1;
    await third.press('To my account');
    await rows(third).nth(2).waitFor();
  });

  await step('the host is killed, and comes back with everything', async () => {
    await tour.crash();
    await third.page.reload();
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
    await third.press('Paid');
    await third.page.waitForSelector('.recent');
    await third.look('21-account');
  });

  const bruno = await arrive('bruno');
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

  for (const [index, person] of strangers.entries()) {
    await step(`a stranger is refused: ${person}`, async () => {
      const stranger = await arrive(person);
      await withCode(stranger, 'ada');
      const end = await run(
        stranger,
        'recognize-recover',
        '30-stranger',
        index === 0 ? '1280-light' : undefined,
      );
      assert.equal(end, 'ceremony/not-recognized');
      counts.refused += 1;
      if (index === 0) await stranger.look('31-refused');
      await leave(tour, stranger);
    });
  }

  const last = await arrive('ada');
  await step('five refusals lock the account for everybody', async () => {
    await withCode(last, 'ada');
    await last.begin('recognize-recover');
    assert.equal(await last.ended(), 'ceremony/locked');
    await last.look('32-locked');
  });

  await step('the host ends the lock, and the right person is back', async () => {
    await last.press('End the lock');
    await last.page.locator('.desk [role=status]').filter({ hasText: /./ }).waitFor();
    assert.equal(await run(last, 'recognize-recover', '33-unlocked'), 'complete');
    counts.accepted += 1;
    await rows(last).nth(2).waitFor();
  });

  await step('another way in, without the face', async () => {
    const other = await arrive('chidi');
    await withCode(other, 'ada');
    await other.press('Get in without the face');
    await other.page.waitForSelector('input[name=password]');
    await other.look('34-other-way');
    await other.fill({ password });
    await other.page.click('form .primary');
    await rows(other).nth(2).waitFor();
    await leave(tour, other);
  });

  for (const language of ['ar', 'de', 'fr']) {
    await step(`in ${language}`, async () => {
      const guest = await arrive('dewi', language);
      await guest.look(`35-home-${language}`);
      await guest.open('register');
      await guest.fill({ name: `dewi-${language}`, password });
      await guest.page.click('form .primary');
      await guest.page.waitForSelector('recognize-enroll');
      await guest.look(`36-setup-${language}`);
      assert.equal(await run(guest, 'recognize-enroll', `37-enroll-${language}`, '1280-light'), 'complete');
      await guest.page.locator('.next .primary').click();
      await rows(guest).first().waitFor();
      await guest.look(`38-account-${language}`);
      await leave(tour, guest);
    });
  }
  await leave(tour, first, second, third, bruno, last);
}
