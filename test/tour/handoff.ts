import assert from 'node:assert/strict';
import type { HandoffDetail } from 'recognize-elements';
import { Visitor } from '../support/visitor.ts';
import { arrive, endOfRun, press, register, signInWithPassword, type Tour } from './actions.ts';
import { takeScreenshots } from './screenshots.ts';

type HandoffTour = Pick<Tour, 'browser' | 'url' | 'folder'> & {
  readonly step: Tour['step'];
  /** Whether to take screenshots. */
  readonly pictures: boolean;
};

const PERSON = 'dewi';

/**
 * A user whose computer has no camera hands the enrollment off to a phone, and later a recovery: two browser profiles, one simulated camera. Then
 * the ends: a link that was used, and one that the desktop has cancelled.
 */
export async function handOffToPhone(tour: HandoffTour): Promise<void> {
  const { step } = tour;
  const desktop = await arrive(tour, PERSON);
  let used: HandoffDetail | undefined;
  await step('hand-off: enroll on a phone', async () => {
    await register(desktop, 'handy');
    used = await handOff(tour, desktop, 'h1-enroll');
    await desktop.page.waitForSelector('.next .primary');
  });
  await step('hand-off: a link works once', async () => {
    const phone = await openOnPhone(tour, used!);
    assert.equal(await endOfRun(phone), 'handoff/used');
    await pictures(tour, phone, 'h2-used');
    await phone.close();
  });
  await desktop.close();

  const other = await arrive(tour, PERSON);
  await step('hand-off: recover on a phone', async () => {
    await signInWithPassword(other, 'handy');
    await cancelOnDesktop(tour, other);
    await handOff(tour, other, 'h4-recover');
    await press(other, 'To my account');
    await other.page.waitForSelector('recognize-devices');
  });
  await other.close();
}

/** Hands off the ceremony of the element on the page, and carries it out on a phone. @returns what the desktop has shown */
async function handOff(tour: HandoffTour, desktop: Visitor, name: string): Promise<HandoffDetail> {
  const detail = await startHandoff(desktop);
  await pictures(tour, desktop, `${name}-desktop`);
  const phone = await openOnPhone(tour, detail);
  const digits = phone.page.locator('[part=digits]');
  await digits.waitFor();
  await pictures(tour, phone, `${name}-phone`);
  await digits.fill(detail.code === '00' ? '01' : '00');
  await phone.start();
  await phone.page.locator('.wrong:not(:empty)').waitFor();
  await digits.fill(detail.code);
  await phone.start();
  assert.equal(await endOfRun(phone), 'complete');
  await pictures(tour, phone, `${name}-phone-done`);
  assert.equal(await endOfRun(desktop), 'complete');
  await pictures(tour, desktop, `${name}-done`);
  await phone.close();
  return detail;
}

async function cancelOnDesktop(tour: HandoffTour, desktop: Visitor): Promise<void> {
  const detail = await startHandoff(desktop);
  const phone = await openOnPhone(tour, detail);
  await phone.page.locator('[part=digits]').fill(detail.code);
  await desktop.page.locator('[part~=cancel]').click();
  assert.equal(await endOfRun(desktop), 'cancel');
  await desktop.page.waitForTimeout(500);
  await phone.start();
  assert.equal(await endOfRun(phone), 'handoff/cancelled');
  await pictures(tour, phone, 'h3-cancelled');
  await phone.close();
  // Back to the choice between camera and phone.
  await desktop.page.locator('[part~=retry]').click();
}

/** Presses the button for a phone. @returns what the desktop shows */
async function startHandoff(desktop: Visitor): Promise<HandoffDetail> {
  await desktop.clearEvents();
  await desktop.page.locator('[part~=handoff]').click();
  await desktop.waitForEvent('handoff');
  const events = await desktop.events();
  const detail = events.find(({ type }) => type === 'handoff')!.detail as HandoffDetail;
  assert.equal(await desktop.page.locator('[part=link]').inputValue(), detail.url);
  assert.equal(await desktop.page.locator('[part=code]').textContent(), detail.code);
  return detail;
}

/** A phone that has scanned the QR code. Its page gets the simulated camera by the query. */
async function openOnPhone({ browser, url }: HandoffTour, detail: HandoffDetail): Promise<Visitor> {
  const { hash } = new URL(detail.url);
  return Visitor.arrive(browser, { origin: url }, 'phone', {
    path: `/?camera=simulated:${PERSON}&lang=en${hash}`,
    context: { locale: 'en', viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
  });
}

const pictures = async (tour: HandoffTour, visitor: Visitor, name: string): Promise<void> => {
  if (tour.pictures) await takeScreenshots(tour, visitor, name, ['1280-light', '360-light', '360-dark']);
};
