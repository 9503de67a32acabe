import { expect } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import type { RecognizeRequestEvent } from '../../../src/events.ts';
import { cleanUp, focus, forwardAs, newPerson, part, place, until } from './page.ts';
import { somebodyBound } from './somebody.ts';

const alternative = '<a slot="alternative" href="#elsewhere">Use a code by mail instead</a>';
const forever = () => new Promise<never>(() => {});
type Ceremony = HTMLElementTagNameMap['recognize-enroll'];

/** Brings an element into a state, as a real run does, and keeps it there. */
const states: Record<string, () => Promise<Ceremony>> = {
  idle: async () => placed().element,
  loading: async () => {
    const { element } = placed({ authorization: forever });
    void element.start();
    return element;
  },
  capture: async () => {
    const { element, heard } = placed();
    void element.start();
    await until(() => heard.some(({ type }) => type === 'hint'));
    return element;
  },
  verify: async () => {
    const forward = forwardAs(person);
    const answer = (event: RecognizeRequestEvent) =>
      event.detail.operation === 'begin' ? event.respondWith(forever()) : forward(event);
    const { element, heard } = placed({ answer });
    void element.start();
    await until(() => heard.some(({ type, detail }) => type === 'step' && detail.step === 'verify'));
    return element;
  },
  complete: async () => {
    const { element } = placed();
    await element.start();
    return element;
  },
  cancelled: async () => {
    const { element } = placed({ authorization: forever });
    void element.start();
    await element.cancel();
    return element;
  },
  failed: async () => {
    const { element } = placed({ answer: (event) => event.respondWith({ error: { code: 'host/offline' } }) });
    await element.start();
    return element;
  },
  locked: async () => {
    const error = { code: 'ceremony/locked', until: Date.now() + 600_000 };
    const { element } = placed({ answer: (event) => event.respondWith({ error }) });
    await element.start();
    return element;
  },
};

let person = newPerson();
const placed = (settings: Parameters<typeof place<'recognize-enroll'>>[2] = {}) => {
  person = newPerson();
  return place('recognize-enroll', person, { innerHTML: alternative, layout, theme, ...settings });
};
let layout: 'inline' | 'dialog' = 'inline';
let theme: 'light' | 'dark' = 'light';
const firefox = navigator.userAgent.includes('Firefox');

describe('an element for everybody', function () {
  this.timeout(180_000);
  afterEach(() => {
    cleanUp();
    [layout, theme] = ['inline', 'light'];
    document.body.style.background = '';
  });

  for (const [name, reach] of Object.entries(states)) {
    it(`is accessible while ${name}, light and dark`, async () => {
      const element = await reach();
      await element.updateComplete;
      await expect(element).to.be.accessible();
      document.body.style.background = '#000';
      element.theme = 'dark';
      await element.updateComplete;
      await expect(element).to.be.accessible();
    });
  }

  it('is accessible as a dialog, from right to left, and with a transaction', async () => {
    layout = 'dialog';
    for (const name of ['loading', 'locked'] as const) {
      const element = await states[name]!();
      element.lang = 'ar';
      await element.updateComplete;
      expect(part(element, '[part=panel]').dir).to.equal('rtl');
      await expect(element).to.be.accessible();
      element.remove();
    }
    const { element } = place('recognize-authenticate', newPerson(), { transaction: { Amount: '12 EUR' } });
    await element.updateComplete;
    await expect(element).to.be.accessible();
  });

  it('is accessible as a list, while renaming, asking and failing', async () => {
    const { element } = place('recognize-devices', await somebodyBound(), { canRename: true, canAdd: true });
    await until(() => element.shadowRoot!.querySelector('.name'));
    await expect(element).to.be.accessible();
    part(element, 'button[aria-label^=Rename]').click();
    await element.updateComplete;
    await expect(element).to.be.accessible();
    part(element, 'button[aria-label^=Remove]').click();
    await element.updateComplete;
    await expect(element).to.be.accessible();
    part<HTMLDialogElement>(element, 'dialog').close();
    element.addEventListener(
      'recognize-request',
      (event) => {
        event.stopImmediatePropagation();
        event.respondWith({ error: { code: 'host/offline' } });
      },
      { capture: true },
    );
    await element.reload();
    await element.updateComplete;
    await expect(element).to.be.accessible();
  });

  it('goes its whole way with the keyboard', async () => {
    const { element } = placed({ authorization: forever });
    await element.updateComplete;
    (document.activeElement as HTMLElement).blur();
    await sendKeys({ press: 'Tab' });
    expect(focus(element)).to.equal('Start');
    await sendKeys({ press: 'Enter' });
    await until(() => focus(element) === 'panel');
    expect(element.status).to.equal('running');
    await sendKeys({ press: 'Tab' });
    expect(focus(element)).to.equal('Cancel');
    await sendKeys({ press: 'Tab' });
    expect(document.activeElement?.textContent).to.equal('Use a code by mail instead');
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ up: 'Shift' });
    await sendKeys({ press: ' ' });
    await until(() => element.status === 'cancelled');
    await sendKeys({ press: 'Tab' });
    expect(focus(element)).to.equal('Start again');
  });

  it('tells changes politely, or not at all when the page tells them', async () => {
    const element = await states.loading!();
    await element.updateComplete;
    expect(part(element, '[role=status]').ariaLive).to.equal('polite');
    element.liveRegion = 'off';
    await element.updateComplete;
    expect(part(element, '[role=status]').ariaLive).to.equal('off');
    const answer = (event: RecognizeRequestEvent) => event.respondWith({ error: { code: 'host/offline' } });
    const { element: list } = place('recognize-devices', newPerson(), { answer, liveRegion: 'off' });
    await until(() => list.shadowRoot!.querySelector('.error'));
    expect(part(list, '.error').role).to.equal(null);
  });

  it('rests when motion is not wanted', async function () {
    // Firefox cannot be told so from outside.
    if (firefox) this.skip();
    const element = await states.verify!();
    await element.updateComplete;
    const animation = () => getComputedStyle(part(element, '.endless')).animationName;
    expect(animation()).to.equal('turn');
    await emulateMedia({ reducedMotion: 'reduce' });
    expect(animation()).to.equal('none');
    await emulateMedia({ reducedMotion: 'no-preference' });
  });

  it("follows the system's colours, unless it is told its theme", async function () {
    if (firefox) this.skip();
    const { element } = placed();
    element.theme = 'auto' as never;
    await element.updateComplete;
    const surface = () => getComputedStyle(part(element, '[part=panel]')).backgroundColor;
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
