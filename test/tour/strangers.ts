import assert from 'node:assert/strict';
import { arrive, leave, password, rows, run, type Tour, withCode } from './acts.ts';

const strangers = ['bruno', 'chidi', 'dewi', 'elif', 'femi'];

/** Others before the camera, with the first factor and the client state in their hands; then the lock and the ways out of it. */
export async function refusals(tour: Tour): Promise<void> {
  const { step, counts } = tour;
  for (const [index, person] of strangers.entries()) {
    await step(`a stranger is refused: ${person}`, async () => {
      const stranger = await arrive(tour, person);
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

  const last = await arrive(tour, 'ada');
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
    const other = await arrive(tour, 'chidi');
    await withCode(other, 'ada');
    await other.press('Get in without the face');
    await other.page.waitForSelector('input[name=password]');
    await other.look('34-other-way');
    await other.fill({ password });
    await other.page.click('form .primary');
    await rows(other).nth(2).waitFor();
    await leave(tour, other);
  });
  await leave(tour, last);
}
