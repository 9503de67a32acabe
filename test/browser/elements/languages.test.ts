// cspell:disable
import { expect } from '@open-wc/testing';
import { packSources } from '../../../src/i18n/pack-sources.ts';
import { waitUntil } from '../wait-until.ts';
import { newUser, placeElement, query, removeElements, textOf } from './page.ts';

/** The files of languages that a window has requested, without folders. */
const requestedBy = (view: Window, folder: string): string[] =>
  view.performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name).pathname)
    .filter((path) => path.startsWith(folder))
    .map((path) => path.slice(folder.length));

/** A page with the drop-in script and one element. */
async function openPage(lang: string, attributes = '') {
  const frame = document.createElement('iframe');
  frame.src = new URL('./languages.html', import.meta.url).href;
  await new Promise((resolve) => {
    frame.addEventListener('load', resolve);
    document.body.append(frame);
  });
  const view = frame.contentWindow as Window & typeof globalThis;
  view.document.documentElement.lang = lang;
  view.document.body.innerHTML = `<recognize-devices recognize-id="ann" ${attributes}></recognize-devices>`;
  const element = view.document.querySelector('recognize-devices')!;
  element.devices = [{ deviceId: 'a', type: 'SDK', name: 'Desk', created: Date.UTC(2026, 2, 5, 12) }];
  await waitUntil(() => (element.shadowRoot?.querySelectorAll('li').length ?? 0) > 0);
  return { frame, view, element };
}

/** The date of a device, which is the tooltip of a relative time. */
const createdOf = (element: HTMLElement): string => query(element, 'time').title;

describe('languages', function () {
  this.timeout(60_000);
  afterEach(() => {
    removeElements();
    for (const frame of document.querySelectorAll('iframe')) frame.remove();
    document.documentElement.lang = 'en';
  });

  it('are loaded when an element shows them, each as a module of its own', async () => {
    const loaded = () =>
      requestedBy(window, '/src/i18n/').filter((name) => /^[a-z]{2}(-[a-z]{2})?\.ts$/.test(name));
    // The modules of this test fill the default buffer.
    performance.setResourceTimingBufferSize(2_000);
    const { element } = placeElement('recognize-enroll', newUser(), { lang: 'pt-PT' });
    await element.updateComplete;
    expect(textOf(element)).to.contain('Configurar a recuperação de acesso');
    expect(query(element, '[part=panel]').lang).to.equal('pt-PT');
    expect(loaded().sort()).to.deep.equal(['en.ts', 'pt-br.ts']);
    element.lang = 'ja';
    await element.updateComplete;
    expect(textOf(element)).to.contain('アカウントの復元を設定');
    expect(loaded().sort()).to.deep.equal(['en.ts', 'ja.ts', 'pt-br.ts']);
  });

  it('replace English texts when they arrive late', async () => {
    const load = packSources.it;
    let arrive = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    Object.assign(packSources, { it: () => arrival.then(() => load(() => new URL(location.href))) });
    const { element } = placeElement('recognize-enroll', newUser(), { lang: 'it' });
    await element.updateComplete;
    expect(textOf(element)).to.contain('Set up recovery');
    expect(query(element, '[part=panel]').lang).to.equal('en');
    arrive();
    await waitUntil(() => textOf(element).includes('Configura il recupero dell’accesso'));
    expect(query(element, '[part=panel]').lang).to.equal('it');
  });

  it('are fetched by the drop-in script, one file from the folder of its assets', async () => {
    const { view, element } = await openPage('hi-IN');
    expect(textOf(element)).to.contain('आपके डिवाइस').and.to.contain('जोड़ा गया: ');
    expect(createdOf(element)).to.contain('5 मार्च 2026');
    expect(query(element, '[part=panel]').lang).to.equal('hi-IN');
    expect(requestedBy(view, '/dist/assets/languages/')).to.deep.equal(['hi.json']);
  });

  it('are not fetched for an English page', async () => {
    const { view, element } = await openPage('en-GB');
    expect(textOf(element)).to.contain('Your devices');
    expect(createdOf(element)).to.contain('5 Mar 2026');
    expect(requestedBy(view, '/dist/assets/languages/')).to.deep.equal([]);
  });

  it('that the package does not have are English, with dates of the page', async () => {
    const { view, element } = await openPage('sv-SE');
    expect(textOf(element)).to.contain('Your devices');
    expect(createdOf(element)).to.contain('5 mars 2026');
    expect(query(element, '[part=panel]').lang).to.equal('en');
    expect(requestedBy(view, '/dist/assets/languages/')).to.deep.equal([]);
  });

  it('that are missing on the server are English, with dates of the page', async () => {
    const { element } = await openPage('de', 'assets-base="/missing/"');
    expect(textOf(element)).to.contain('Your devices');
    expect(createdOf(element)).to.contain('05.03.2026');
    expect(query(element, '[part=panel]').lang).to.equal('en');
    expect(element.status).to.equal('ready');
  });

  it('are fetched from the folder that a script sets later', async () => {
    const { element } = await openPage('tr', 'assets-base="/missing/"');
    expect(textOf(element)).to.contain('Your devices');
    element.assetsBase = '/dist/assets/';
    await element.updateComplete;
    expect(textOf(element)).to.contain('Cihazlarınız');
  });
});
