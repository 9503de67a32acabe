import assert from 'node:assert/strict';
import { arrive, deviceRows, leave, register, run, type Tour } from './actions.ts';
import { takeScreenshots } from './screenshots.ts';

/** Enrolls in other languages, one of them from right to left. */
export async function enrollInLanguages(tour: Tour): Promise<void> {
  for (const language of ['ar', 'de', 'fr']) {
    await tour.step(`enroll in the language ${language}`, async () => {
      const visitor = await arrive(tour, 'dewi', { language });
      await takeScreenshots(tour, visitor, `35-home-${language}`);
      await register(visitor, `dewi-${language}`);
      await takeScreenshots(tour, visitor, `36-setup-${language}`);
      const end = await run(tour, visitor, 'recognize-enroll', `37-enroll-${language}`, '1280-light');
      assert.equal(end, 'complete');
      await visitor.page.locator('.next .primary').click();
      await deviceRows(visitor).first().waitFor();
      await takeScreenshots(tour, visitor, `38-account-${language}`);
      await leave(tour, visitor);
    });
  }
}
