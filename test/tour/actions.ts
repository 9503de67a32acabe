import { setTimeout } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { Visitor } from '../support/visitor.ts';
import { takeScreenshots, type Variant, waitForPreview } from './screenshots.ts';

export interface Tour {
  readonly browser: Browser;
  readonly url: string;
  /** Folder of the screenshots. */
  readonly folder: string;
  /** Ends the lockout of a user, as the support desk does. */
  readonly unlock: (name: string) => Promise<void>;
  /** Kills the demo host, and starts it again after `whileDown`. */
  readonly crashHost: (whileDown: () => Promise<void>) => Promise<void>;
  /** Runs and reports one step. */
  readonly step: (name: string, work: () => Promise<void>) => Promise<void>;
  readonly counts: { accepted: number; refused: number; longTasks: number };
}

export const password = 'correct horse battery';

/** A new browser on the demo page. @param person the simulated person in front of its camera */
export async function arrive(
  { browser, url }: Pick<Tour, 'browser' | 'url'>,
  person: string,
  { language = 'en', scale = 1 } = {},
): Promise<Visitor> {
  const visitor = await Visitor.arrive(browser, { origin: url }, person, {
    simulatedPerson: person,
    path: `/?camera=simulated:${person}&lang=${language}`,
    context: { locale: language, viewport: { width: 1280, height: 800 }, deviceScaleFactor: scale },
    onTab: (page) => {
      page.on('pageerror', (error) => console.error(`page error: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') console.error(`console: ${message.text()}`);
      });
    },
  });
  await visitor.page.waitForSelector('h1');
  return visitor;
}

/** Closes browsers, and reports their long tasks. */
export async function leave({ counts }: Tour, ...visitors: Visitor[]): Promise<void> {
  for (const visitor of visitors) {
    const longTasks = await visitor.page.evaluate(() => eventRecorder.longTasks);
    if (longTasks.length > 0) console.log(`     long tasks, ms: ${longTasks.join(' ')}`);
    counts.longTasks += longTasks.length;
    await visitor.close();
  }
}

/** Opens a view of the demo by its name in the hash. */
export async function openView({ page, host }: Visitor, view: string): Promise<void> {
  const { search } = new URL(page.url());
  await page.goto(`${host.origin}/${search}#/${view}`);
  await page.waitForSelector('h1');
}

/** @param values by the name of the input */
export async function fill({ page }: Visitor, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.fill(`input[name=${name}]`, value);
}

/** Presses the first visible button or link with this label. */
export const press = ({ page }: Visitor, label: string): Promise<void> =>
  page.locator('button:visible, a:visible').filter({ hasText: label }).first().click();

/** Starts a run, and removes the recorded events of the previous one. */
export async function startRun(visitor: Visitor, tag: string): Promise<void> {
  await visitor.clearEvents();
  await visitor.start(tag);
}

/** Resolves when the run has evaluated a frame, or has ended. */
export async function waitForCapture({ page }: Visitor): Promise<void> {
  await page.waitForFunction(() =>
    eventRecorder.events.some(({ type }) => ['hint', 'complete', 'cancel', 'error'].includes(type)),
  );
}

/** @returns how the run ended: `complete`, `cancel`, or the code of its error */
export async function endOfRun(visitor: Visitor): Promise<string> {
  const { type, detail } = await visitor.runEnd();
  return type === 'error' ? detail.error.code : type;
}

/** Runs the ceremony on the page, with a screenshot during the capture. @returns how it ended, see `endOfRun` */
export async function run(
  tour: Tour,
  visitor: Visitor,
  tag: string,
  name: string,
  captureVariant?: Variant['name'],
): Promise<string> {
  await startRun(visitor, tag);
  await waitForCapture(visitor);
  if (captureVariant !== undefined) {
    await waitForPreview(visitor);
    await takeScreenshots(tour, visitor, `${name}-capture`, [captureVariant]);
  }
  return endOfRun(visitor);
}

export const deviceRows = ({ page }: Visitor) => page.locator('recognize-devices [part=device]');
export const deviceRow = (visitor: Visitor, label: string) => deviceRows(visitor).filter({ hasText: label });

/** Creates an account, with the code that appears in the inbox of the demo. */
export async function register(
  visitor: Visitor,
  name: string,
  takeFormScreenshot = async () => {},
): Promise<void> {
  const { page } = visitor;
  await openView(visitor, 'register');
  await fill(visitor, { name, password });
  await takeFormScreenshot();
  lastMessages.set(name, Date.now());
  await page.click('form .primary');
  await page.locator('[data-code]').click();
  await page.waitForSelector('recognize-enroll');
}

/** The first factor of a user whose face is enrolled. */
export async function signInWithPassword(visitor: Visitor, name: string): Promise<void> {
  await openView(visitor, 'sign-in');
  await fill(visitor, { name, password });
  await visitor.page.click('form .primary');
  await visitor.page.waitForSelector('recognize-recover, recognize-authenticate');
}

/** The host sends a person one message a minute. */
const MESSAGE_INTERVAL_MS = 61_000;
const lastMessages = new Map<string, number>();

/** Requests a one-time code or a magic link, which then appears in the inbox of the demo. */
async function requestMessage(visitor: Visitor, kind: 'code' | 'link', name: string): Promise<void> {
  await openView(visitor, 'sign-in');
  await visitor.page.click(`.tabs button[value=${kind}]`);
  await fill(visitor, { name });
  await setTimeout((lastMessages.get(name) ?? 0) + MESSAGE_INTERVAL_MS - Date.now());
  lastMessages.set(name, Date.now());
  await press(visitor, `Send a ${kind}`);
}

export async function signInWithCode(
  visitor: Visitor,
  name: string,
  beforeUse = async () => {},
): Promise<void> {
  const { page } = visitor;
  await requestMessage(visitor, 'code', name);
  const useCode = page.locator('[data-code]');
  await useCode.waitFor();
  await beforeUse();
  await useCode.click();
  await page.waitForSelector('recognize-recover, recognize-authenticate');
}

export async function signInWithLink(
  visitor: Visitor,
  name: string,
  beforeUse = async () => {},
): Promise<void> {
  const { page } = visitor;
  await requestMessage(visitor, 'link', name);
  const link = page.locator('a[href^="#/link/"]');
  await link.waitFor();
  await beforeUse();
  await link.click();
  await page.click('main form button');
  await page.waitForSelector('recognize-recover, recognize-authenticate');
}
