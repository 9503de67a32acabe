import assert from 'node:assert/strict';
import { arrive, leave, password, rows, run, type Tour } from './acts.ts';

/** The same in other words, one of them from right to left. */
export async function inLanguages(tour: Tour): Promise<void> {
  const { step } = tour;
  for (const language of ['ar', 'de', 'fr']) {
    await step(`in ${language}`, async () => {
      const guest = await arrive(tour, 'dewi', { language });
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
}
