import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { password, type Tour, withCode } from './acts.ts';
import { Visitor } from './visitor.ts';

const folder = fileURLToPath(new URL('../../docs/pictures', import.meta.url));

/** The pictures that the README shows: elements on the real page, before a simulated person. */
export async function docsPictures(tour: Tour): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const arrive = async () => {
    const visitor = await Visitor.arrive(tour.browser, tour, 'ada', { scale: 2 });
    await visitor.page.setViewportSize({ width: 400, height: 900 });
    return visitor;
  };

  async function keep(visitor: Visitor, tag: string): Promise<void> {
    const picture = await visitor.page.locator(tag).screenshot();
    const name = `${tag.replace('recognize-', '')}.png`;
    await sharp(picture).png({ palette: true, quality: 90, effort: 10 }).toFile(join(folder, name));
  }

  const first = await arrive();
  await first.open('register');
  await first.fill({ name: 'ada', password });
  await first.press('Create account');
  await first.page.waitForSelector('recognize-enroll');
  await first.page.check('input[name=activate]');
  await first.begin('recognize-enroll');
  await first.ended();
  await first.page.waitForSelector('.next .primary');

  const second = await arrive();
  await withCode(second, 'ada');
  await second.begin('recognize-recover');
  await second.capturing();
  await keep(second, 'recognize-recover');
  await second.ended();
  await second.press('To my account');
  const own = second.page.locator('recognize-devices [part=device]').filter({ hasText: 'This device' });
  await own.locator('button').first().click();
  await second.page.locator('recognize-devices input[name=name]').fill('Kitchen laptop');
  await second.page.keyboard.press('Enter');
  await own.filter({ hasText: 'Kitchen laptop' }).waitFor();
  await second.page.reload();
  await own.waitFor();
  await keep(second, 'recognize-devices');
}
