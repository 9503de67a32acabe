import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type PlacedElement, Visitor } from '../support/visitor.ts';
import { pictures } from './browser-failures/fake-cameras.ts';
import { delayModels, eventually, setVisibility, startEnrollment } from './support/enrollment-page.ts';
import { type Host, startHost } from './support/host.ts';

/** What a person sees and can do during a capture that takes long. */
let host: Host;
let browser: Browser;
let visitor: Visitor;

/** A face at the left edge of the frame, and so at the right of a mirrored preview. */
const farLeft = pictures(['ada-front'], 0.3);
/** Less than a capture counts for the time between two frames. */
const CLOCK_STEP_MS = 500;

beforeAll(async () => {
  const starting = startHost();
  browser = await launchChromium('--use-fake-device-for-media-stream');
  host = await starting;
});
afterEach(() => visitor.close());
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

async function arrive(script: string, fakeClock = false): Promise<void> {
  visitor = await Visitor.arrive(browser, host, 'ada');
  await visitor.context.grantPermissions(['camera']);
  if (fakeClock) await visitor.context.clock.install();
  await visitor.page.close();
  await visitor.open(host.origin, script);
}

const start = (attributes?: PlacedElement['attributes']) => startEnrollment(visitor, attributes);

const shown = (selector: string) => visitor.page.locator(`recognize-enroll ${selector}`);

const eventsOf = async (type: string) => (await visitor.events()).filter((event) => event.type === type);

const isFocused = (selector: string) => shown(selector).evaluate((element) => element.matches(':focus'));

/** Advances the clock of the page until the selector matches, or does no longer. @returns the time that has passed there, milliseconds */
async function advanceUntil(selector: string, isThere = true): Promise<number> {
  const now = () => visitor.page.evaluate(() => Date.now());
  const startMs = await now();
  while ((await shown(selector).count()) > 0 !== isThere) {
    await visitor.page.clock.fastForward(CLOCK_STEP_MS);
    await visitor.page.waitForTimeout(30);
  }
  return (await now()) - startMs;
}

it('the shutter takes no bad picture, and the question ends the run with the hint unless it is answered', async () => {
  await arrive(farLeft, true);
  await start({ 'time-limit': '9' });
  await visitor.waitForEvent('hint');
  await advanceUntil('[part~=shutter]');
  await shown('[part~=shutter]').focus();
  for (let i = 0; i < 10; i++) await visitor.page.keyboard.press(i % 2 === 0 ? 'Enter' : 'Space');
  await advanceUntil('.still-trying');
  const used = (await eventsOf('progress')).filter(({ detail }) => detail.step === 'capture');
  expect(used).toEqual([]);
  // The key for the shutter does not answer.
  expect(await isFocused('[part~=shutter]')).toBe(true);

  await shown('[part~=continue]').focus();
  await visitor.page.keyboard.press('Enter');
  await shown('.still-trying').waitFor({ state: 'detached' });
  expect(await visitor.hasEnded()).toBe(false);
  await advanceUntil('.still-trying');
  expect(await advanceUntil('.running', false)).toBeGreaterThan(15_000);
  const { error } = await visitor.runResult();
  expect(error).toMatchObject({ code: 'capture/low-quality', hint: 'move-left' });
  expect(await visitor.shownText()).toContain('Move a little to the left');

  await visitor.start();
  await advanceUntil('.still-trying');
  await shown('[part~=cancel]').click();
  expect((await eventsOf('cancel')).length).toBe(1);
  expect(await shown('.still-trying').count()).toBe(0);
});

/** Where the arrow for a hint is and points to, on the screen. */
const arrow = (hint: string) =>
  shown(`[data-hint=${hint}].arrow-badge`).evaluate((badge: SVGGElement) => {
    const { left, width } = badge.ownerSVGElement!.getBoundingClientRect();
    const box = badge.getBoundingClientRect();
    const [tail, head] = [new DOMPoint(0, 7), new DOMPoint(0, -7)].map((point) =>
      point.matrixTransform(badge.getScreenCTM()!),
    );
    return {
      side: box.left + box.width / 2 < left + width / 2 ? 'left' : 'right',
      pointsTo: head!.x < tail!.x ? 'left' : 'right',
    };
  });

it('the arrow points to where the face belongs in the picture, mirrored or not, and from right to left too', async () => {
  await arrive(farLeft);
  await start();
  await shown('summary').click();
  for (const direction of ['ltr', 'rtl']) {
    await shown(`[dir=${direction}] [data-hint=move-left].arrow-badge`).waitFor();
    expect(await arrow('move-left')).toEqual({ side: 'left', pointsTo: 'left' });
    await shown('[type=checkbox]').uncheck();
    await shown('[data-hint=move-right].arrow-badge').waitFor();
    expect(await arrow('move-right')).toEqual({ side: 'right', pointsTo: 'right' });
    await shown('[type=checkbox]').check();
    await visitor.page.locator('recognize-enroll').evaluate((element) => element.setAttribute('lang', 'ar'));
  }
});

it('the light for a dark room fades in evenly, moves nothing, and keeps the text readable', async () => {
  await arrive(pictures(['ada-front'], 1, 0.08));
  await visitor.page.emulateMedia({ reducedMotion: 'reduce' });
  await start({ theme: 'dark' });
  await shown('.lit').waitFor();
  const fade = await shown('.lit').evaluate((panel: HTMLElement) => {
    const animations = () => panel.getAnimations({ subtree: true }).filter((a) => a instanceof CSSTransition);
    // The same change of the class, with a fade that can be stopped.
    panel.classList.remove('lit');
    getComputedStyle(panel).color;
    for (const animation of animations()) animation.finish();
    panel.classList.add('lit');
    getComputedStyle(panel).color;
    const fading = animations();
    for (const animation of fading) animation.pause();
    const durationMs = Math.max(...fading.map(({ effect }) => Number(effect!.getTiming().duration)));
    const luminance = (color: string) => {
      const [red, green, blue] = color
        .match(/[\d.]+/g)!
        .map((value) => Number(value) / 255)
        .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
    };
    const steps = Array.from({ length: 41 }, (_, i) => {
      for (const animation of fading) animation.currentTime = (i * durationMs) / 40;
      const { backgroundColor, color, boxShadow } = getComputedStyle(panel);
      const [surface, text] = [luminance(backgroundColor), luminance(color)];
      const contrast = (Math.max(surface, text) + 0.05) / (Math.min(surface, text) + 0.05);
      return { surface, contrast, spread: boxShadow.replace(/rgba?\(.*?\)/, '') };
    });
    return { durationMs, steps };
  });
  expect(fade.durationMs).toBe(4_000);
  const surfaces = fade.steps.map(({ surface }) => surface);
  expect(surfaces).toEqual(surfaces.toSorted((a, b) => a - b));
  expect([surfaces[0]! < 0.02, surfaces.at(-1)]).toEqual([true, 1]);
  expect(Math.min(...fade.steps.map(({ contrast }) => contrast))).toBeGreaterThan(3.5);
  expect(new Set(fade.steps.map(({ spread }) => spread)).size).toBe(1);
});

it('the live picture appears while the models load, and not while the page is hidden', async () => {
  await arrive('');
  const load = await delayModels(visitor);
  const isLive = () =>
    shown('video').evaluate(
      ({ srcObject, readyState }: HTMLVideoElement) =>
        readyState >= HTMLMediaElement.HAVE_CURRENT_DATA &&
        (srcObject as MediaStream | null)?.active === true,
    );
  await start();
  await eventually(isLive).toBe(true);
  await setVisibility(visitor, 'hidden');
  await eventually(isLive).toBe(false);
  await setVisibility(visitor, 'visible');
  await eventually(isLive).toBe(true);
  expect((await eventsOf('step')).map(({ detail }) => detail.step)).not.toContain('capture');
  load();
  await visitor.waitForEvent('hint');
  expect(await isLive()).toBe(true);
});
