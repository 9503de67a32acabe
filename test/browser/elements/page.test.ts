import { expect } from '@open-wc/testing';
import { defineElements } from '../../../src/elements/index.ts';
import type { RecognizeRequestEvent } from '../../../src/events.ts';
import { packs } from '../../../src/i18n/language.ts';
import { cleanUp, focus, type Heard, life, newPerson, of, part, place, shows, until, words } from './page.ts';

const tags = [
  'recognize-enroll',
  'recognize-recover',
  'recognize-authenticate',
  'recognize-devices',
] as const;
/** Answers nothing that matters, so that nothing of the backend is asked. */
const silent = { answer: (event: RecognizeRequestEvent) => event.respondWith({ devices: [] }) };
/** Runs do not get beyond their permission. */
const held = { ...silent, authorization: () => new Promise<never>(() => {}) };

describe('an element on a page', function () {
  this.timeout(60_000);
  afterEach(() => {
    cleanUp();
    document.documentElement.lang = 'en';
  });

  it('takes strings, numbers and booleans as attributes, at any time, and objects as properties', async () => {
    const { element } = place('recognize-recover', newPerson());
    element.setAttribute('client-state', 'a');
    element.setAttribute('review-devices', '');
    element.setAttribute('matcher-key', 'b');
    element.setAttribute('assets-base', '/elsewhere');
    expect(element.clientState).to.equal('a');
    expect(element.reviewDevices).to.equal(true);
    expect(element.matcherKey).to.equal('b');
    expect(element.assetsBase).to.equal('/elsewhere');
    element.removeAttribute('review-devices');
    expect(element.reviewDevices).to.equal(false);
    element.theme = 'dark';
    element.layout = 'dialog';
    await element.updateComplete;
    expect([element.getAttribute('theme'), element.getAttribute('layout')]).to.deep.equal(['dark', 'dialog']);
    expect(() => Object.assign(element, { status: 'complete' })).to.throw(TypeError);
  });

  it('keeps what a page set before the script had come', async () => {
    const early = document.implementation.createHTMLDocument().createElement('recognize-recover');
    early.setAttribute('review-devices', '');
    early.clientState = 'a';
    expect(early.status).to.equal(undefined);
    document.body.append(early);
    await early.updateComplete;
    expect([early.status, early.clientState, early.reviewDevices]).to.deep.equal(['idle', 'a', true]);
  });

  it('has room in a layout that goes by its content, and stays within a narrow one', async () => {
    const layouts = ['grid; place-items: center', 'flex; justify-content: center', 'flow-root; float: left'];
    for (const display of layouts) {
      const { element } = place('recognize-enroll', newPerson());
      const outer = document.createElement('section');
      outer.style.cssText = `display: ${display}`;
      document.body.append(outer);
      outer.append(element);
      await element.updateComplete;
      const width = () => element.getBoundingClientRect().width;
      expect(width(), display).to.be.greaterThan(280);
      outer.style.inlineSize = '300px';
      expect(width(), display).to.be.within(280, 300);
      outer.remove();
    }
  });

  it('takes what a framework unsets for its default, and refuses a type that is none', async () => {
    const { element, heard } = place('recognize-enroll', newPerson(), { lang: 'nl' });
    Object.assign(element, { labels: null, type: undefined, execution: null, models: null });
    await element.updateComplete;
    expect(words(element)).to.contain('Set up recovery');
    element.setAttribute('type', 'backup');
    await element.start();
    expect(life(heard)).to.deep.equal(['error host/bad-response']);
    expect(of(heard, 'request')).to.deep.equal([]);
    const { element: other } = place('recognize-authenticate', newPerson(), { transaction: null });
    await other.updateComplete;
    expect(words(other)).to.contain('Confirm it is you');
  });

  it('leaves the focus on its button while it loads ahead', async () => {
    const { element } = place('recognize-enroll', newPerson(), held);
    await element.updateComplete;
    part(element, 'button').focus();
    await element.preload();
    await element.updateComplete;
    expect([element.status, focus(element)]).to.deep.equal(['ready', 'Start']);
  });

  it('speaks the language around the element that holds it', async () => {
    const { element } = place('recognize-enroll', newPerson());
    const outer = document.createElement('section');
    outer.lang = 'fr';
    outer.attachShadow({ mode: 'open' }).append(element);
    document.body.append(outer);
    element.requestUpdate();
    await element.updateComplete;
    expect(words(element)).to.contain(packs.fr!.enroll.title);
  });

  it('speaks its own language, that of the nearest ancestor, or that of the page', async () => {
    const { element } = place('recognize-enroll', newPerson());
    const outer = document.createElement('section');
    document.body.append(outer);
    outer.append(element);
    for (const [own, near, page, expected] of [
      ['', '', 'fr', 'fr'],
      ['', 'de', 'fr', 'de'],
      ['ar', 'de', 'fr', 'ar'],
      ['es-MX', 'de', 'fr', 'es'],
      ['tlh', 'de', 'fr', 'en'],
      ['de_CH', 'fr', 'fr', 'de'],
    ] as const) {
      Object.assign(element, { lang: own });
      outer.lang = near;
      document.documentElement.lang = page;
      element.requestUpdate();
      await element.updateComplete;
      const pack = packs[expected]!;
      expect(part(element, 'h2').textContent).to.equal(pack.enroll.title);
      expect(part(element, '[part=panel]').dir).to.equal(pack.direction);
      expect(part(element, '[part=panel]').lang.slice(0, 2)).to.equal(expected);
    }
    outer.remove();
  });

  it("says the page's own words in place of the pack's", async () => {
    const { element } = place('recognize-enroll', newPerson());
    element.labels = { enroll: { title: 'Hello {name}', start: 'Go' } };
    await element.updateComplete;
    expect(words(element))
      .to.contain('Hello {name}')
      .and.to.contain('Go')
      .and.to.contain('stays on this device');
    element.labels = {};
    await element.updateComplete;
    expect(words(element)).to.contain(packs.en!.enroll.title);
  });

  it('keeps its slots in every state, so that another way is always at hand', async () => {
    for (const tag of tags) {
      const { element } = place(tag, newPerson(), {
        ...held,
        innerHTML: '<a slot="alternative" href="#">Other way</a><b slot="header">Bank</b>',
      });
      await element.updateComplete;
      const shown = () =>
        ['header', 'alternative'].map(
          (name) => part<HTMLSlotElement>(element, `slot[name=${name}]`).assignedElements().length,
        );
      expect(shown()).to.deep.equal([1, 1]);
      if (element.localName === 'recognize-devices') continue;
      const ceremony = element as HTMLElementTagNameMap['recognize-enroll'];
      for (const layout of ['inline', 'dialog'] as const) {
        ceremony.layout = layout;
        void ceremony.start();
        await ceremony.updateComplete;
        expect(shown()).to.deep.equal([1, 1]);
        expect(element.querySelector('a')!.getClientRects()).to.have.lengthOf(1);
        await ceremony.cancel();
        await ceremony.updateComplete;
        expect(ceremony.status).to.match(/cancelled|failed/);
        expect(shown()).to.deep.equal([1, 1]);
        expect(element.querySelector('a')!.getClientRects()).to.have.lengthOf(1);
        await ceremony.reset();
        expect(ceremony.status).to.equal('idle');
      }
    }
  });

  it('opens as a dialog when it runs, and closes with Escape or its button', async () => {
    const { element, heard } = place('recognize-enroll', newPerson(), { ...held, layout: 'dialog' });
    await element.updateComplete;
    expect(shows(element, 'dialog')).to.equal(false);
    part(element, '[part~=start]').click();
    await element.updateComplete;
    expect(part(element, 'dialog').matches(':modal')).to.equal(true);
    // What Escape does: a cancel event, then the end of the dialog.
    const dialog = part<HTMLDialogElement>(element, 'dialog');
    dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
    dialog.close();
    await until(() => element.status === 'idle' && focus(element) === 'panel');
    expect(life(heard)).to.deep.equal(['cancel']);
    void element.start();
    await element.cancel();
    await element.updateComplete;
    part(element, 'dialog > [part=button]').click();
    await until(() => element.status === 'idle');
    await element.updateComplete;
    expect(shows(element, 'dialog')).to.equal(false);
  });

  it('keeps the focus when the button that was pressed goes', async () => {
    const { element } = place('recognize-enroll', newPerson(), held);
    await element.updateComplete;
    part(element, '[part~=start]').focus();
    void element.start();
    await element.updateComplete;
    expect(focus(element)).to.equal('panel');
    part(element, '[part~=cancel]').focus();
    await element.cancel();
    await element.updateComplete;
    expect(focus(element)).to.equal('panel');
  });

  it('begins by itself with autostart, once, when the scripts of the page have run', async () => {
    const { element, heard } = place('recognize-recover', newPerson(), { ...silent, autostart: true });
    expect(element.status).to.equal('idle');
    await until(() => element.status === 'failed');
    element.remove();
    document.body.append(element);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(life(heard)).to.deep.equal(['error client-state/malformed']);
  });

  it('loads ahead when it is told to, eagerly or when it is seen, and is ready', async () => {
    for (const preloading of ['eager', 'visible'] as const) {
      const { element, heard } = place('recognize-enroll', newPerson(), silent);
      await element.updateComplete;
      element.preloading = preloading;
      await until(() => element.status === 'ready');
      await Promise.all([element.preload(), element.preload()]);
      expect(life(heard)).to.deep.equal(['ready']);
      expect(of(heard, 'ready')[0]!.detail.diagnostics).to.include({ version: 'test', execution: 'wasm' });
      expect(element.diagnostics).to.include({ runtime: 'onnxruntime-web 1.30.0', threads: 1 });
      element.remove();
    }
  });

  it('says once that the browser cannot do it, before anybody presses a button', async () => {
    const real = globalThis.WebAssembly;
    Reflect.deleteProperty(globalThis, 'WebAssembly');
    const { element, heard } = place('recognize-enroll', newPerson(), silent);
    await until(() => heard.length > 0);
    await element.start();
    Object.defineProperty(globalThis, 'WebAssembly', { value: real, configurable: true, writable: true });
    expect(life(heard)).to.deep.equal(['unsupported', 'error environment/no-wasm']);
    expect(of(heard, 'unsupported')[0]!.detail.error).to.include({
      code: 'environment/no-wasm',
      retryable: false,
    });
    expect(words(element)).to.contain('This browser cannot do it');
    await element.updateComplete;
    // Now it can; it has said what it had to say.
    await element.preload();
    expect(life(heard)).to.have.lengthOf(2);
  });

  it('lives beside another one', async () => {
    const told: Heard[][] = [];
    for (const count of [1, 2]) {
      const { element, heard } = place('recognize-recover', newPerson(), silent);
      told.push(heard);
      if (count === 2) await element.start();
    }
    expect(told.map(life)).to.deep.equal([[], ['error client-state/malformed']]);
  });

  it('keeps out of the way of a second copy of the package, and says so', () => {
    const warnings: string[] = [];
    const { warn } = console;
    console.warn = (text: string) => warnings.push(text);
    class Other extends HTMLElement {
      static runtime = { version: '9.9' };
    }
    const taken = new Map<string, unknown>([['recognize-recover', Other]]);
    const defined: string[] = [];
    const registry = {
      get: (name: string) => taken.get(name),
      define: (name: string) => defined.push(name),
    } as unknown as CustomElementRegistry;
    const { runtime } = customElements.get('recognize-enroll') as unknown as { runtime: never };
    defineElements(runtime, registry);
    console.warn = warn;
    expect(defined).to.deep.equal([]);
    expect(warnings).to.deep.equal([
      'recognize-elements: version 9.9 is on this page already; version test stays unused',
    ]);
    defineElements(runtime);
    defineElements(runtime);
  });
});
