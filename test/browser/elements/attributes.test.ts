import { expect } from '@open-wc/testing';
import { packs } from '../../support/language-packs.ts';
import { newUser, placeElement, query, removeElements, textOf } from './page.ts';

describe('attributes and properties', function () {
  this.timeout(60_000);
  afterEach(() => {
    removeElements();
    document.documentElement.lang = 'en';
  });

  it('take values at any time, and reflect theme and layout', async () => {
    const { element } = placeElement('recognize-recover', newUser());
    element.setAttribute('client-state', 'a');
    element.setAttribute('review-devices', '');
    element.setAttribute('matcher-key', 'b');
    element.setAttribute('assets-base', '/files');
    expect(element.clientState).to.equal('a');
    expect(element.reviewDevices).to.equal(true);
    expect(element.matcherKey).to.equal('b');
    expect(element.assetsBase).to.equal('/files');
    element.removeAttribute('review-devices');
    expect(element.reviewDevices).to.equal(false);
    element.theme = 'dark';
    element.layout = 'dialog';
    await element.updateComplete;
    expect([element.getAttribute('theme'), element.getAttribute('layout')]).to.deep.equal(['dark', 'dialog']);
    expect(() => Object.assign(element, { status: 'complete' })).to.throw(TypeError);
  });

  it('keep what the page set before the elements were defined', async () => {
    const early = document.implementation.createHTMLDocument().createElement('recognize-recover');
    early.setAttribute('review-devices', '');
    early.clientState = 'a';
    expect(early.status).to.equal(undefined);
    document.body.append(early);
    await early.updateComplete;
    expect([early.status, early.clientState, early.reviewDevices]).to.deep.equal(['idle', 'a', true]);
  });

  it('fall back to the defaults when a framework sets null or undefined', async () => {
    const { element } = placeElement('recognize-enroll', newUser(), { lang: 'sv' });
    Object.assign(element, { labels: null, type: undefined, execution: null, models: null });
    await element.updateComplete;
    expect(textOf(element)).to.contain('Set up recovery');
    const { element: other } = placeElement('recognize-authenticate', newUser(), { transaction: null });
    await other.updateComplete;
    expect(textOf(other)).to.contain('Confirm it’s you');
  });

  it('select the language of the element, of the nearest ancestor, or of the page', async () => {
    const { element } = placeElement('recognize-enroll', newUser());
    const section = document.createElement('section');
    document.body.append(section);
    section.append(element);
    for (const [own, ancestor, page, expected] of [
      ['', '', 'fr', 'fr'],
      ['', 'de', 'fr', 'de'],
      ['ar', 'de', 'fr', 'ar'],
      ['es-MX', 'de', 'fr', 'es'],
      ['tlh', 'de', 'fr', 'en'],
      ['de_CH', 'fr', 'fr', 'de'],
    ] as const) {
      Object.assign(element, { lang: own });
      section.lang = ancestor;
      document.documentElement.lang = page;
      element.requestUpdate();
      await element.updateComplete;
      const pack = packs[expected];
      expect(query(element, 'h2').textContent).to.equal(pack.enroll.title);
      expect(query(element, '[part=panel]').dir).to.equal(pack.direction);
      expect(query(element, '[part=panel]').lang.slice(0, 2)).to.equal(expected);
    }
    section.remove();
  });

  it('inherit the language across shadow roots', async () => {
    const { element } = placeElement('recognize-enroll', newUser());
    const section = document.createElement('section');
    section.lang = 'fr';
    section.attachShadow({ mode: 'open' }).append(element);
    document.body.append(section);
    element.requestUpdate();
    await element.updateComplete;
    expect(textOf(element)).to.contain(packs.fr.enroll.title);
    section.remove();
  });

  it('replace texts by labels, and restore them', async () => {
    const { element } = placeElement('recognize-enroll', newUser());
    element.labels = { enroll: { title: 'Hello {name}', start: 'Go' } };
    await element.updateComplete;
    expect(textOf(element))
      .to.contain('Hello {name}')
      .and.to.contain('Go')
      .and.to.contain('stays on this device');
    element.labels = {};
    await element.updateComplete;
    expect(textOf(element)).to.contain(packs.en.enroll.title);
  });
});
