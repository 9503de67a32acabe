import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Visitor } from '../support/visitor.ts';
import {
  arrive,
  deviceRow,
  endOfRun,
  press,
  register,
  signInWithCode,
  startRun,
  type Tour,
  waitForCapture,
} from './actions.ts';

const docsFolder = fileURLToPath(new URL('../../docs/pictures', import.meta.url));

/** Takes the pictures of the README: elements on the demo page, with a simulated person. */
export async function takeDocsPictures(tour: Tour): Promise<void> {
  mkdirSync(docsFolder, { recursive: true });
  const first = await arriveOnPhone(tour);
  await register(first, 'ada');
  await first.page.check('input[name=activate]');
  await startRun(first, 'recognize-enroll');
  await endOfRun(first);
  await first.page.waitForSelector('.next .primary');

  const second = await arriveOnPhone(tour);
  await signInWithCode(second, 'ada');
  await startRun(second, 'recognize-recover');
  await waitForCapture(second);
  // On a phone the run fills the screen.
  await savePicture('recover', await second.page.screenshot());
  await endOfRun(second);
  await press(second, 'To my account');
  const thisDevice = deviceRow(second, 'This device');
  await thisDevice.locator('button').first().click();
  await second.page.locator('recognize-devices input[name=name]').fill('Kitchen laptop');
  await second.page.keyboard.press('Enter');
  await thisDevice.filter({ hasText: 'Kitchen laptop' }).waitFor();
  await second.page.reload();
  await thisDevice.waitFor();
  await savePicture('devices', await second.page.locator('recognize-devices').screenshot());
}

async function arriveOnPhone(tour: Tour): Promise<Visitor> {
  const visitor = await arrive(tour, 'ada', { scale: 2 });
  await visitor.page.setViewportSize({ width: 400, height: 900 });
  return visitor;
}

async function savePicture(name: string, png: Buffer): Promise<void> {
  const file = join(docsFolder, `${name}.png`);
  await sharp(png).png({ palette: true, quality: 90, effort: 10 }).toFile(file);
}
