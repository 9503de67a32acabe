import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { RecognizeRequestEvent } from '../../../src/events.ts';
import { en } from '../../../src/i18n/en.ts';
import { waitUntil } from '../wait-until.ts';
import {
  authorizationFor,
  detailsOf,
  forwardAs,
  newUser,
  openTrackCount,
  outcomesOf,
  placeElement,
  query,
  removeElements,
  renders,
  stepsOf,
  textOf,
} from './page.ts';

/** An enrollment without movements, and whether the picture was frozen with the camera off when the enrollment was sent. */
function place(pictureReview: 'auto' | 'ask') {
  const user = newUser();
  const forward = forwardAs(user);
  const sent: { frozen: boolean; tracks: number }[] = [];
  const answer = (event: RecognizeRequestEvent) => {
    if (event.detail.operation === 'begin')
      sent.push({ frozen: renders(element, '.still canvas'), tracks: openTrackCount() });
    forward(event);
  };
  const authorization = authorizationFor(user, 'enroll', '&liveness=off');
  const { element, events } = placeElement('recognize-enroll', user, {
    pictureReview,
    authorization,
    answer,
  });
  return { element, events, sent };
}

/** The mean of the red values of the picture. */
function meanRed(canvas: HTMLCanvasElement): number {
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) sum += data[i]!;
  return (4 * sum) / data.length;
}

describe('the review of the picture', function () {
  this.timeout(180_000);
  afterEach(async () => {
    await setViewport({ width: 800, height: 600 });
    removeElements();
    expect(openTrackCount()).to.equal(0);
  });

  it('shows the picture with the camera off, continues by itself, and freezes it while it is checked', async () => {
    const { element, events, sent } = place('auto');
    const run = element.start();
    await waitUntil(() => renders(element, '[part~=accept]'));
    expect(openTrackCount()).to.equal(0);
    expect(meanRed(query<HTMLCanvasElement>(element, '.still canvas'))).to.be.greaterThan(20);
    expect(query(element, '.still').getAttribute('aria-label')).to.equal(en.review.picture);
    expect(query(element, '.spoken').textContent).to.equal('Continues in 4 seconds');
    expect(textOf(element)).to.include(en.privacy);
    await run;
    expect(outcomesOf(events)).to.deep.equal(['ready', 'complete']);
    expect(stepsOf(events)).to.deep.equal(['loading', 'permission', 'capture', 'review', 'verify']);
    expect(sent).to.deep.equal([{ frozen: true, tracks: 0 }]);
    expect(renders(element, '.still')).to.equal(false);
  });

  it('waits after the person has touched it, takes another picture, and keeps the focus inside the element', async () => {
    const { element, events, sent } = place('auto');
    const run = element.start();
    await waitUntil(() => renders(element, '[part~=retake]'));
    const retake = query(element, '[part~=retake]');
    retake.focus();
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    expect(stepsOf(events).at(-1)).to.equal('review');
    retake.click();
    await waitUntil(() => stepsOf(events).at(-1) === 'capture');
    await element.updateComplete;
    expect(element.matches(':focus-within')).to.equal(true);
    await waitUntil(() => renders(element, '[part~=accept]'));
    query(element, '[part~=accept]').click();
    await run;
    // A camera that takes long to open again counts as asking for a permission.
    const steps = stepsOf(events).filter((step) => step !== 'permission');
    expect(steps).to.deep.equal(['loading', 'capture', 'review', 'loading', 'capture', 'review', 'verify']);
    expect(outcomesOf(events)).to.deep.equal(['ready', 'complete']);
    expect(sent).to.have.lengthOf(1);
  });

  it('waits after the person has touched it, also when the window becomes small and the element is moved', async () => {
    for (const change of [
      () => setViewport({ width: 390, height: 760 }),
      ({ element }: ReturnType<typeof place>) => document.body.prepend(element),
    ]) {
      const placed = place('auto');
      const { element, events, sent } = placed;
      const run = element.start();
      await waitUntil(() => renders(element, '[part~=accept]'));
      query(element, '[part~=accept]').dispatchEvent(new Event('pointermove', { bubbles: true }));
      await change(placed);
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      expect(stepsOf(events).at(-1)).to.equal('review');
      query(element, '[part~=accept]').click();
      await run;
      expect(sent).to.have.lengthOf(1);
    }
  });

  it('waits for an answer without a time limit with picture-review="ask", and ends on cancel', async () => {
    const { element, events, sent } = place('ask');
    const run = element.start();
    await waitUntil(() => renders(element, '[part~=accept]'));
    expect(renders(element, 'recognize-auto-continue')).to.equal(false);
    query(element, '[part~=cancel]').click();
    await run;
    expect(detailsOf(events, 'cancel')).to.deep.equal([{ stage: 'review', reason: 'person' }]);
    expect(sent).to.deep.equal([]);
  });
});
