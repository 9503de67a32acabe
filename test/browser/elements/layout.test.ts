import { expect } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { registerCamera } from '../../../src/capture/camera-sources.ts';
import { ovalIn } from '../../../src/capture/oval.ts';
import type { HintName } from '../../../src/events.ts';
import { de } from '../../../src/i18n/de.ts';
import { waitUntil } from '../wait-until.ts';
import {
  authorizationFor,
  detailsOf,
  focusedLabel,
  newUser,
  placeElement,
  query,
  removeElements,
  renders,
} from './page.ts';

/** A camera without a face, so that a capture lasts. */
registerCamera('empty', async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
  const context = canvas.getContext('2d')!;
  const timer = setInterval(() => {
    context.fillStyle = `hsl(${Math.random() * 360} 40% 60%)`;
    context.fillRect(Math.random() * 640, Math.random() * 480, 80, 80);
  }, 50);
  const stream = canvas.captureStream(20);
  return {
    stream,
    simulated: true,
    close: () => {
      clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
    },
  };
});

/** Phones in both orientations, and 1280 × 800 at 400 %. */
const small = [
  [320, 568],
  [360, 640],
  [390, 844],
  [640, 360],
  [844, 390],
  [320, 200],
] as const;
const large = [
  [768, 1024],
  [1280, 720],
] as const;

const hints = Object.values(de.hints).sort((a, b) => a.length - b.length);
const isFirefox = navigator.userAgent.includes('Firefox');
type Element = HTMLElementTagNameMap['recognize-enroll'];

const boxOf = (element: Element, selector: string) => query(element, selector).getBoundingClientRect();

/** Parts of the run that are not completely visible. */
const hiddenParts = (element: Element): string[] =>
  ['[part=hint]', '[part=viewfinder]', '[part~=cancel]'].filter((selector) => {
    const { left, top, right, bottom } = boxOf(element, selector);
    if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) return true;
    const uppermost = element.shadowRoot!.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return !query(element, selector).contains(uppermost);
  });

/** From the middle of the oval to the nearest point of the shutter, in radii of the oval there. */
function distanceFromOval(element: Element): number {
  const picture = boxOf(element, '[part=viewfinder]');
  const shutter = boxOf(element, '[part~=shutter]');
  const oval = ovalIn(picture);
  const [x, y] = [picture.left + picture.width / 2, picture.top + picture.height / 2];
  const nearestX = Math.max(shutter.left, Math.min(x, shutter.right));
  const nearestY = Math.max(shutter.top, Math.min(y, shutter.bottom));
  return Math.hypot((nearestX - x) / (oval.width / 2), (nearestY - y) / (oval.height / 2));
}

/** Where picture and button are while the shortest and the longest hint of the language are shown. */
async function placesWithHints(element: Element, shown: 'loading' | HintName): Promise<Set<string>> {
  const places = new Set<string>();
  for (const hint of [hints[0]!, hints.at(-1)!]) {
    element.labels = shown === 'loading' ? { loading: hint } : { hints: { [shown]: hint } };
    await element.updateComplete;
    expect(query(element, '[part=hint]').textContent?.trim()).to.equal(hint);
    places.add(JSON.stringify([boxOf(element, '[part=viewfinder]'), boxOf(element, '[part~=cancel]')]));
  }
  return places;
}

/** An enrollment in the middle of a long page. It waits before the capture until `authorize` is called. */
async function startWaiting(layout: Element['layout'] = 'auto') {
  const user = newUser();
  let authorize = () => {};
  const asked = new Promise<void>((resolve) => {
    authorize = resolve;
  });
  const { element, events } = placeElement('recognize-enroll', user, {
    camera: 'empty:',
    lang: 'de',
    timeLimit: 'none',
    layout,
    authorization: () => asked.then(authorizationFor(user, 'enroll')),
  });
  element.style.marginBlock = '90rem';
  await element.updateComplete;
  query(element, '[part~=start]').click();
  await element.updateComplete;
  return { element, events, authorize };
}

/** Chromium applies a new viewport to media queries with the next frame. */
async function resize(width: number, height: number): Promise<void> {
  await setViewport({ width, height });
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

describe('the layout of a run', function () {
  this.timeout(120_000);
  before(async function () {
    // The test runner cannot emulate media features in Firefox.
    if (isFirefox) this.skip();
    await emulateMedia({ reducedMotion: 'reduce' });
  });
  afterEach(async () => {
    removeElements();
    document.documentElement.style.fontSize = '';
    await setViewport({ width: 800, height: 600 });
  });
  // The page is used for other files, too.
  after(async () => {
    if (!isFirefox) await emulateMedia({ reducedMotion: 'no-preference' });
  });

  it('shows hint, picture and button together during a capture, in a sheet on small screens', async () => {
    await resize(1280, 800);
    const { element, events, authorize } = await startWaiting();
    authorize();
    await waitUntil(() => detailsOf(events, 'hint').length > 0);
    for (const [width, height] of [...large, ...small]) {
      await resize(width, height);
      await element.updateComplete;
      query(element, '.panel').scrollIntoView({ block: 'nearest' });
      const { hint } = detailsOf(events, 'hint').at(-1)!;
      expect((await placesWithHints(element, hint)).size, `${width} × ${height}`).to.equal(1);
      expect(hiddenParts(element), `${width} × ${height}`).to.deep.equal([]);
      expect(renders(element, 'dialog:modal')).to.equal(width <= 600 || height <= 480);
    }
  });

  it('leaves picture and button in their place when the capture starts', async () => {
    for (const [width, height] of [...large, [390, 844], [844, 390]] as const) {
      await resize(width, height);
      const { element, events, authorize } = await startWaiting();
      const places = () =>
        JSON.stringify([boxOf(element, '[part=viewfinder]'), boxOf(element, '[part~=cancel]')]);
      await waitUntil(() => renders(element, 'video'));
      const whileLoading = places();
      authorize();
      await waitUntil(() => detailsOf(events, 'hint').length > 0);
      await element.updateComplete;
      expect(renders(element, '[part=camera-settings]:not([inert])')).to.equal(true);
      expect(places(), `${width} × ${height}`).to.equal(whileLoading);
      removeElements();
    }
  });

  it('offers the shutter beside the oval, in a place where it moves nothing', async () => {
    await resize(1280, 800);
    const { element, events, authorize } = await startWaiting();
    authorize();
    await waitUntil(() => detailsOf(events, 'hint').length > 0);
    const measure = async () => {
      const places: Record<string, string> = {};
      for (const [width, height] of [...large, ...small]) {
        await resize(width, height);
        await element.updateComplete;
        const boxes = ['[part=viewfinder]', '.words', '[part~=cancel]', 'summary'].map((selector) =>
          boxOf(element, selector),
        );
        places[`${width} × ${height}`] = JSON.stringify(boxes);
        if (renders(element, '[part~=shutter]')) expect(distanceFromOval(element), `${width}`).to.be.above(1);
      }
      return places;
    };
    const before = await measure();
    await waitUntil(() => renders(element, '[part~=shutter]'));
    expect(await measure()).to.deep.equal(before);
  });

  for (const layout of ['auto', 'inline', 'dialog'] as const) {
    it(`shows hint, picture and button when it starts, with layout="${layout}" and text of 100 % and 200 %`, async () => {
      for (const [width, height] of [...large, [390, 844], [844, 390]] as const) {
        for (const textSize of ['100%', '200%']) {
          document.documentElement.style.fontSize = textSize;
          await resize(width, height);
          const { element } = await startWaiting(layout);
          const name = `${width} × ${height}, text ${textSize}`;
          // Large text in a low viewport needs the sheet.
          if (layout !== 'inline' || height > 500) expect(hiddenParts(element), name).to.deep.equal([]);
          expect((await placesWithHints(element, 'loading')).size, name).to.equal(1);
          removeElements();
        }
      }
    });
  }

  it('shows the start button without scrolling on small screens, with text of 100 % and 200 %', async () => {
    for (const [width, height] of small) {
      for (const textSize of ['100%', '200%']) {
        document.documentElement.style.fontSize = textSize;
        await resize(width, height);
        const { element } = placeElement('recognize-enroll', newUser(), { lang: 'de', handoff: 'auto' });
        await waitUntil(() => renders(element, '[part~=start]'));
        await waitUntil(() => query(element, '[part~=start]').textContent === de.enroll.start);
        const { left, top, right, bottom } = boxOf(element, '[part~=start]');
        const name = `${width} × ${height}, text ${textSize}: ${[left, top, right, bottom]}`;
        expect(left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight, name).to.equal(true);
        removeElements();
      }
    }
  });

  it('leaves the start button below a text about consent', async () => {
    await resize(320, 568);
    const { element } = placeElement('recognize-enroll', newUser());
    const consent = Object.assign(document.createElement('p'), { slot: 'consent' });
    consent.style.blockSize = '90rem';
    element.append(consent);
    await waitUntil(() => renders(element, '[part~=start]'));
    const { bottom } = consent.getBoundingClientRect();
    expect(boxOf(element, '[part~=start]').top).to.be.at.least(bottom);
  });

  it('is a sheet that Escape cancels; the end is shown in the page, whose content has not moved', async () => {
    await resize(390, 844);
    const { element, events } = await startWaiting();
    expect(element.offsetHeight).to.be.greaterThan(200);
    expect(query(element, 'dialog').matches(':modal')).to.equal(true);
    expect(focusedLabel(element)).to.equal('panel');
    query(element, '[part~=cancel]').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }),
    );
    await element.updateComplete;
    expect([element.status, renders(element, 'dialog')]).to.deep.equal(['cancelled', false]);
    expect(detailsOf(events, 'cancel')).to.deep.equal([{ stage: 'loading', reason: 'person' }]);
    expect(focusedLabel(element)).to.equal('panel');
  });

  it('has a ring of 3:1 and more on its outline, and between its complete part and the rest', async () => {
    const { element } = await startWaiting();
    const colorOf = (selector: string) => getComputedStyle(query(element, selector)).stroke;
    const [outline, rest, complete] = ['.ring.outline', '.ring:not(.outline)', '.ring.now'].map(colorOf);
    query(element, '.viewfinder').classList.add('good');
    const good = colorOf('.ring.now');
    for (const [a, b] of [
      [outline, rest],
      [rest, complete],
      [rest, good],
      [outline, good],
    ] as const)
      expect(contrast(a!, b!), `${a} ${b}`).to.be.at.least(3);
  });
});

/** Relative luminance and contrast of WCAG 2. @param color `rgb(…)` */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [...color.matchAll(/[\d.]+/g)].map(([value]) => {
    const channel = Number(value) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}
