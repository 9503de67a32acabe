import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { registerCamera } from '../../../src/capture/camera-sources.ts';
import { en } from '../../../src/i18n/en.ts';
import { simulatedCamera } from '../../support/simulated-camera.ts';
import { waitUntil } from '../wait-until.ts';
import { detailsOf, newUser, outcomesOf, placeElement, query, removeElements, renders } from './page.ts';

/** A person who does not move when a movement is asked for. */
registerCamera('still', async (name, signal) => ({
  ...(await simulatedCamera(name, signal)),
  perform: () => {},
}));

const { challenge } = en;
const innerHTML = '<a slot="alternative" href="#elsewhere">Use a code by mail instead</a>';
const movementHints = ['turn-left', 'turn-right', 'look-up', 'look-down', 'come-closer'];
const isFirefox = navigator.userAgent.includes('Firefox');

/** Starts an enrollment of a person who does not move, and waits until the first movement is asked for. */
async function reachMovement(settings: { lang?: string; innerHTML?: string } = { innerHTML }) {
  const { element, events } = placeElement('recognize-enroll', newUser(), {
    liveness: 'active',
    camera: 'still:ada',
    theme: 'light',
    ...settings,
  });
  void element.start();
  await waitUntil(() => detailsOf(events, 'hint').some(({ hint }) => movementHints.includes(hint)));
  // The hint come-closer is also one of the guidance.
  await waitUntil(() => renders(element, 'svg[part=movement]'));
  const picture = query(element, 'svg[part=movement]');
  await waitUntil(() => picture.getAnimations({ subtree: true }).length > 0);
  await element.updateComplete;
  return element;
}

describe('the movements of the liveness check', function () {
  this.timeout(180_000);
  afterEach(removeElements);

  it('are announced once each: requested, half way, done', async () => {
    const { element, events } = placeElement('recognize-enroll', newUser(), { liveness: 'active' });
    const announced: string[] = [];
    const shown = new Map<Element, string>();
    const observer = new MutationObserver(() => {
      for (const region of element.shadowRoot!.querySelectorAll('[role=status]')) {
        const text = region.textContent?.trim().replace(/\s+/g, ' ') ?? '';
        if (text !== '' && text !== shown.get(region)) announced.push(text);
        shown.set(region, text);
      }
    });
    observer.observe(element.shadowRoot!, { childList: true, characterData: true, subtree: true });
    await element.start();
    observer.disconnect();
    expect(outcomesOf(events)).to.deep.equal(['ready', 'complete']);
    const count = (text: string) => announced.filter((each) => each === text).length;
    const requested = detailsOf(events, 'hint').filter(({ hint }) => movementHints.includes(hint)).length;
    expect(requested).to.be.at.least(3);
    // Half of the loading and of the samples may be announced in the same words.
    expect(count(challenge.halfWay)).to.be.within(3, requested + 2);
    expect(count(challenge.done)).to.be.within(3, requested);
  });

  it('are shown with a picture, and lead to the alternative of the page', async () => {
    const element = await reachMovement();
    expect(query(element, '[part=hint]').textContent).to.match(/head|closer/);
    expect(element.shadowRoot!.querySelector('svg[part=movement]')!.getAttribute('aria-hidden')).to.equal(
      'true',
    );
    const slot = query<HTMLSlotElement>(element, 'slot[name=alternative]');
    expect(slot.previousElementSibling?.textContent).to.equal(challenge.alternative);
    await expect(element).to.be.accessible();
    element.theme = 'dark';
    document.body.style.background = '#000';
    await element.updateComplete;
    await expect(element).to.be.accessible();
    document.body.style.background = '';
  });

  it('name no alternative where the page has none', async () => {
    const element = await reachMovement({ innerHTML: '' });
    expect(element.shadowRoot!.textContent).not.to.contain(challenge.alternative);
  });

  it('are a still picture with an arrow under prefers-reduced-motion', async function () {
    // The test runner cannot emulate media features in Firefox.
    if (isFirefox) this.skip();
    const element = await reachMovement();
    const picture = element.shadowRoot!.querySelector('svg[part=movement]')!;
    const running = () => picture.getAnimations({ subtree: true }).length;
    expect(running()).to.equal(1);
    await emulateMedia({ reducedMotion: 'reduce' });
    expect(running()).to.equal(0);
    expect(picture.querySelectorAll('.arrow')).to.have.lengthOf(1);
    await emulateMedia({ reducedMotion: 'no-preference' });
  });
});
