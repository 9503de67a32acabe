// cspell:disable
import { expect } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import type { Device } from '../../../src/wire/device.ts';
import { waitUntil } from '../wait-until.ts';
import { contrastRatio } from './contrast.ts';
import { newUser, placeElement, query, removeElements } from './page.ts';

const isFirefox = navigator.userAgent.includes('Firefox');
const transaction = { Betrag: '1.234.567,89 €', Empfänger: 'Hausverwaltung Müller-Lüdenscheidt GmbH' };
const devices: readonly Device[] = ['Chrome', 'Firefox', 'Edge'].map((browser, index) => ({
  deviceId: `${index}`.padStart(22, 'a'),
  type: 'SDK',
  name: `${browser} on Linux`,
  browser,
  system: 'Linux',
  created: 1_790_000_000_000,
}));

/** Every rendered HTML element of a shadow root. */
const rendered = (element: HTMLElement): HTMLElement[] =>
  [...element.shadowRoot!.querySelectorAll<HTMLElement>(':not(svg, svg *)')].filter(
    (each) => each.getClientRects().length > 0 && !each.classList.contains('spoken'),
  );

/** The elements that are outside the width of the page, or whose content is wider than they are. */
const cutOff = (element: HTMLElement): string[] =>
  rendered(element)
    .filter((each) => {
      const { left, right } = each.getBoundingClientRect();
      const clips = each.localName !== 'input' && getComputedStyle(each).display !== 'inline';
      return left < -1 || right > innerWidth + 1 || (clips && each.scrollWidth > each.clientWidth + 1);
    })
    .map((each) => `${each.localName}.${each.className}`);

describe('texts of 200 % in German on a screen of 320 px', function () {
  this.timeout(60_000);
  before(async () => {
    await setViewport({ width: 320, height: 640 });
    document.documentElement.style.fontSize = '200%';
    document.body.style.margin = '0';
  });
  after(async () => {
    document.documentElement.style.fontSize = '';
    document.body.style.margin = '';
    await setViewport({ width: 800, height: 600 });
  });
  afterEach(() => removeElements());

  it('are not cut off at the start, and neither an amount nor a tip is a column of letters', async () => {
    const settings = { lang: 'de', transaction, amountField: 'Betrag' };
    const { element } = placeElement('recognize-authenticate', newUser(), settings);
    await waitUntil(() => element.shadowRoot!.querySelector('.amount'));
    expect(cutOff(element)).to.deep.equal([]);
    expect(query(element, '.amount dd').textContent).to.equal('1.234.567,89 €');
    for (const text of element.shadowRoot!.querySelectorAll('.amount dd, .tips span')) {
      const lineHeight = Number.parseFloat(getComputedStyle(text).lineHeight);
      expect(text.getBoundingClientRect().height).to.be.below(3.5 * lineHeight);
    }
  });

  it('are not cut off where a photo is chosen, refused and shown', async () => {
    const settings = { lang: 'de', source: 'photo', scenario: 'DOCUMENT' } as const;
    const { element } = placeElement('recognize-enroll', newUser(), settings);
    await waitUntil(() => element.shadowRoot!.querySelector('[part~=choose]'));
    expect(cutOff(element)).to.deep.equal([]);
    element.photo = new Blob(['%PDF-1.7']);
    await waitUntil(() => element.shadowRoot!.querySelector('[part~=error]'));
    expect(cutOff(element)).to.deep.equal([]);
    const canvas = new OffscreenCanvas(900, 400);
    canvas.getContext('2d')!.fillRect(0, 0, 900, 400);
    element.photo = await canvas.convertToBlob();
    await waitUntil(() => element.shadowRoot!.querySelector('canvas'));
    expect(cutOff(element)).to.deep.equal([]);
  });

  it('are not cut off in the list of devices, the name form and the dialog', async () => {
    const settings = { lang: 'de', devices, canRename: true, canAdd: true };
    const { element } = placeElement('recognize-devices', newUser(), settings);
    await waitUntil(() => element.shadowRoot!.querySelector('.name'));
    expect(cutOff(element)).to.deep.equal([]);
    query(element, 'button.icon').click();
    await waitUntil(() => element.shadowRoot!.querySelector('form'));
    expect(cutOff(element)).to.deep.equal([]);
    query(element, 'li:last-child button.icon:last-child').click();
    await waitUntil(() => element.shadowRoot!.querySelector('dialog[open]'));
    expect(cutOff(element)).to.deep.equal([]);
    for (const button of element.shadowRoot!.querySelectorAll('dialog button'))
      expect(button.getBoundingClientRect().width).to.be.above(100);
  });
});

describe('contrast', function () {
  this.timeout(60_000);
  afterEach(() => removeElements());

  for (const theme of ['light', 'dark'] as const) {
    it(`is 3:1 for the borders of fields and buttons, and 4.5:1 for quiet text: ${theme}`, async () => {
      const settings = { devices, canRename: true, canAdd: true, theme };
      const { element } = placeElement('recognize-devices', newUser(), settings);
      await waitUntil(() => element.shadowRoot!.querySelector('.name'));
      query(element, 'button.icon').click();
      await waitUntil(() => element.shadowRoot!.querySelector('form'));
      const surface = getComputedStyle(query(element, '.panel')).backgroundColor;
      for (const selector of ['input', 'button.plain'])
        expect(contrastRatio(getComputedStyle(query(element, selector)).borderColor, surface)).to.be.at.least(
          3,
        );
      expect(contrastRatio(getComputedStyle(query(element, '.facts')).color, surface)).to.be.at.least(4.5);
    });
  }

  it('is that of the text under prefers-contrast: more, in each theme', async function () {
    // The test runner cannot emulate media features in Firefox.
    if (isFirefox) this.skip();
    for (const theme of ['light', 'dark', 'auto'] as const) {
      const { element } = placeElement('recognize-devices', newUser(), { devices, canAdd: true, theme });
      await waitUntil(() => element.shadowRoot!.querySelector('.name'));
      const styleOf = (selector: string) => getComputedStyle(query(element, selector));
      expect(styleOf('.facts').color).not.to.equal(styleOf('.name').color);
      await emulateMedia({ contrast: 'more' } as never);
      if (!matchMedia('(prefers-contrast: more)').matches) this.skip();
      expect(styleOf('.facts').color).to.equal(styleOf('.name').color);
      expect(styleOf('button.plain').borderColor).to.equal(styleOf('.name').color);
      await emulateMedia({ contrast: 'no-preference' } as never);
      element.remove();
    }
  });
});
