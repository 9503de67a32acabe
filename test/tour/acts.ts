import type { Browser } from 'playwright-core';
import { type Look, Visitor } from './visitor.ts';

export interface Tour {
  readonly browser: Browser;
  readonly url: string;
  /** The demo host is killed and started again; `meanwhile` is while it is gone. */
  readonly crash: (meanwhile: () => Promise<void>) => Promise<void>;
  readonly pictures: string;
  readonly step: (name: string, work: () => Promise<void>) => Promise<void>;
  readonly counts: { accepted: number; refused: number; longTasks: number };
}

export const password = 'correct horse battery';
export const row = (visitor: Visitor, text: string) =>
  visitor.page.locator('recognize-devices [part=device]').filter({ hasText: text });
export const rows = (visitor: Visitor) => visitor.page.locator('recognize-devices [part=device]');

/** @param person who is before the camera of this browser */
export const arrive = (tour: Tour, person: string, options?: { language: string }): Promise<Visitor> =>
  Visitor.arrive(tour.browser, tour, person, options);

/** Runs the ceremony on the page, with a picture before the camera. */
export async function run(visitor: Visitor, tag: string, name: string, capture?: Look): Promise<string> {
  await visitor.begin(tag);
  await visitor.capturing();
  if (capture !== undefined) {
    await visitor.previewed();
    await visitor.look(`${name}-capture`, [capture]);
  }
  return visitor.ended();
}

export async function leave(tour: Tour, ...visitors: Visitor[]): Promise<void> {
  for (const visitor of visitors) {
    const longTasks = await visitor.longTasks();
    if (longTasks.length > 0) console.log(`     long tasks, ms: ${longTasks.join(' ')}`);
    tour.counts.longTasks += longTasks.length;
    await visitor.leave();
  }
}

export async function withCode(visitor: Visitor, name: string, picture?: string): Promise<void> {
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

export async function withLink(visitor: Visitor, name: string, picture?: string): Promise<void> {
  await visitor.open('sign-in');
  await visitor.page.click('.tabs button[value=link]');
  await visitor.fill({ name });
  await visitor.press('Send a link');
  const link = visitor.page.locator('a[href^="#/link/"]');
  await link.waitFor();
  if (picture !== undefined) await visitor.look(picture);
  await link.click();
  await visitor.page.click('main form button');
  await visitor.page.waitForSelector('recognize-recover, recognize-authenticate');
}
