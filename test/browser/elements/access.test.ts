import { expect } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import type { RecognizeRequestEvent } from '../../../src/events.ts';
import { waitUntil } from '../wait-until.ts';
import { createBoundUser } from './bound-user.ts';
import { focusedLabel, forwardAs, newUser, placeElement, query, removeElements, stepsOf } from './page.ts';

type Enroll = HTMLElementTagNameMap['recognize-enroll'];

const alternative = '<a slot="alternative" href="#elsewhere">Use a code by mail instead</a>';
const pending = () => new Promise<never>(() => {});
const offline = (event: RecognizeRequestEvent) => event.respondWith({ error: { code: 'host/offline' } });
const isFirefox = navigator.userAgent.includes('Firefox');

let layout: 'inline' | 'dialog' = 'inline';
const placeEnroll = (
  settings: Parameters<typeof placeElement<'recognize-enroll'>>[2] = {},
  user = newUser(),
) => placeElement('recognize-enroll', user, { innerHTML: alternative, layout, theme: 'light', ...settings });

/** Brings an element into a state by a real run, and keeps it there. */
const states = {
  idle: async () => placeEnroll().element,
  loading: async () => {
    const { element } = placeEnroll({ authorization: pending });
    void element.start();
    return element;
  },
  capture: async () => {
    const { element, events } = placeEnroll();
    void element.start();
    await waitUntil(() => events.some(({ type }) => type === 'hint'));
    return element;
  },
  verify: async () => {
    const user = newUser();
    const forward = forwardAs(user);
    const answer = (event: RecognizeRequestEvent) =>
      event.detail.operation === 'begin' ? event.respondWith(pending()) : forward(event);
    const { element, events } = placeEnroll({ answer }, user);
    void element.start();
    await waitUntil(() => stepsOf(events).includes('verify'));
    return element;
  },
  complete: async () => {
    const { element } = placeEnroll();
    await element.start();
    return element;
  },
  cancelled: async () => {
    const { element } = placeEnroll({ authorization: pending });
    void element.start();
    await element.cancel();
    return element;
  },
  failed: async () => {
    const { element } = placeEnroll({ answer: offline });
    await element.start();
    return element;
  },
  locked: async () => {
    const error = { code: 'ceremony/locked', remainingMs: 600_000 };
    const { element } = placeEnroll({ answer: (event) => event.respondWith({ error }) });
    await element.start();
    return element;
  },
} satisfies Record<string, () => Promise<Enroll>>;

describe('accessibility of elements', function () {
  this.timeout(180_000);
  afterEach(() => {
    removeElements();
    layout = 'inline';
    document.body.style.background = '';
  });

  for (const [name, reach] of Object.entries(states)) {
    it(`passes axe in the state ${name}, in both themes`, async () => {
      const element = await reach();
      await element.updateComplete;
      await expect(element).to.be.accessible();
      document.body.style.background = '#000';
      element.theme = 'dark';
      await element.updateComplete;
      await expect(element).to.be.accessible();
    });
  }

  it('passes axe as a dialog, from right to left, and with a transaction', async () => {
    layout = 'dialog';
    for (const reach of [states.loading, states.locked]) {
      const element = await reach();
      element.lang = 'ar';
      await element.updateComplete;
      expect(query(element, '[part=panel]').dir).to.equal('rtl');
      await expect(element).to.be.accessible();
      element.remove();
    }
    const { element } = placeElement('recognize-authenticate', newUser(), {
      transaction: { Amount: '12 EUR' },
    });
    await element.updateComplete;
    await expect(element).to.be.accessible();
  });

  it('passes axe as a list of devices, with the name form, the dialog and an error', async () => {
    const { element } = placeElement('recognize-devices', await createBoundUser(), {
      canRename: true,
      canAdd: true,
    });
    await waitUntil(() => element.shadowRoot!.querySelector('.name'));
    await expect(element).to.be.accessible();
    query(element, 'button[aria-label^=Rename]').click();
    await element.updateComplete;
    await expect(element).to.be.accessible();
    query(element, 'button[aria-label^=Remove]').click();
    await element.updateComplete;
    await expect(element).to.be.accessible();
    query<HTMLDialogElement>(element, 'dialog').close();
    element.addEventListener(
      'recognize-request',
      (event) => {
        event.stopImmediatePropagation();
        offline(event);
      },
      { capture: true },
    );
    await element.reload();
    await element.updateComplete;
    await expect(element).to.be.accessible();
  });

  it('is usable with the keyboard alone', async () => {
    const { element } = placeEnroll({ authorization: pending });
    await element.updateComplete;
    (document.activeElement as HTMLElement).blur();
    await sendKeys({ press: 'Tab' });
    expect(focusedLabel(element)).to.equal('Start');
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => focusedLabel(element) === 'panel');
    expect(element.status).to.equal('running');
    await sendKeys({ press: 'Tab' });
    expect(focusedLabel(element)).to.equal('Cancel');
    await sendKeys({ press: 'Tab' });
    expect(document.activeElement?.textContent).to.equal('Use a code by mail instead');
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ up: 'Shift' });
    await sendKeys({ press: ' ' });
    await waitUntil(() => element.status === 'cancelled');
    await sendKeys({ press: 'Tab' });
    expect(focusedLabel(element)).to.equal('Start again');
  });

  it('announces messages politely, and not at all with live-region="off"', async () => {
    const element = await states.loading();
    await element.updateComplete;
    expect(query(element, '[role=status]').ariaLive).to.equal('polite');
    element.liveRegion = 'off';
    await element.updateComplete;
    expect(query(element, '[role=status]').ariaLive).to.equal('off');
    const { element: list } = placeElement('recognize-devices', newUser(), {
      answer: offline,
      liveRegion: 'off',
    });
    await waitUntil(() => list.shadowRoot!.querySelector('.error'));
    expect(query(list, '.error').role).to.equal(null);
  });

  it('has no animation under prefers-reduced-motion', async function () {
    // The test runner cannot emulate media features in Firefox.
    if (isFirefox) this.skip();
    const element = await states.verify();
    await element.updateComplete;
    const animation = () => getComputedStyle(query(element, '.endless')).animationName;
    expect(animation()).to.equal('turn');
    await emulateMedia({ reducedMotion: 'reduce' });
    expect(animation()).to.equal('none');
    await emulateMedia({ reducedMotion: 'no-preference' });
  });

  it('follows prefers-color-scheme unless a theme is set', async function () {
    if (isFirefox) this.skip();
    const { element } = placeEnroll({ theme: 'auto' });
    await element.updateComplete;
    const surface = () => getComputedStyle(query(element, '[part=panel]')).backgroundColor;
    const light = surface();
    await emulateMedia({ colorScheme: 'dark' });
    const dark = surface();
    expect(dark).not.to.equal(light);
    element.theme = 'light';
    await element.updateComplete;
    expect(surface()).to.equal(light);
    await emulateMedia({ colorScheme: 'light' });
    element.theme = 'dark';
    await element.updateComplete;
    expect(surface()).to.equal(dark);
  });
});
