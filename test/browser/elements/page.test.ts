import { expect } from '@open-wc/testing';
import { defineElements } from '../../../src/elements/define-elements.ts';
import type { RecognizeRequestEvent } from '../../../src/events.ts';
import { release } from '../../../src/release.ts';
import { waitUntil } from '../wait-until.ts';
import {
  detailsOf,
  focusedLabel,
  newUser,
  outcomesOf,
  placeElement,
  query,
  removeElements,
  renders,
  textOf,
} from './page.ts';

const TAGS = [
  'recognize-enroll',
  'recognize-recover',
  'recognize-authenticate',
  'recognize-devices',
] as const;
/** Answers every request without the backend. */
const withoutBackend = { answer: (event: RecognizeRequestEvent) => event.respondWith({ devices: [] }) };
/** Keeps runs at their authorization. */
const withoutAuthorization = { ...withoutBackend, authorization: () => new Promise<never>(() => {}) };

describe('an element on a page', function () {
  this.timeout(60_000);
  afterEach(() => removeElements());

  it('has a width in layouts that ask for it, and shrinks in a narrow container', async () => {
    const layouts = ['grid; place-items: center', 'flex; justify-content: center', 'flow-root; float: left'];
    for (const display of layouts) {
      const { element } = placeElement('recognize-enroll', newUser());
      const section = document.createElement('section');
      section.style.cssText = `display: ${display}`;
      document.body.append(section);
      section.append(element);
      await element.updateComplete;
      const width = () => element.getBoundingClientRect().width;
      expect(width(), display).to.be.greaterThan(280);
      section.style.inlineSize = '300px';
      expect(width(), display).to.be.within(280, 300);
      section.remove();
    }
  });

  it('renders its slots in every state', async () => {
    for (const tag of TAGS) {
      const { element } = placeElement(tag, newUser(), {
        ...withoutAuthorization,
        innerHTML: '<a slot="alternative" href="#">Other way</a><b slot="header">Bank</b>',
      });
      await element.updateComplete;
      const assigned = () =>
        ['header', 'alternative'].map(
          (name) => query<HTMLSlotElement>(element, `slot[name=${name}]`).assignedElements().length,
        );
      expect(assigned()).to.deep.equal([1, 1]);
      if (element.localName === 'recognize-devices') continue;
      const ceremony = element as HTMLElementTagNameMap['recognize-enroll'];
      for (const layout of ['inline', 'dialog'] as const) {
        ceremony.layout = layout;
        void ceremony.start();
        await ceremony.updateComplete;
        expect(assigned()).to.deep.equal([1, 1]);
        expect(element.querySelector('a')!.getClientRects()).to.have.lengthOf(1);
        await ceremony.cancel();
        await ceremony.updateComplete;
        expect(ceremony.status).to.match(/cancelled|failed/);
        expect(assigned()).to.deep.equal([1, 1]);
        expect(element.querySelector('a')!.getClientRects()).to.have.lengthOf(1);
        await ceremony.reset();
        expect(ceremony.status).to.equal('idle');
      }
    }
  });

  it('opens a modal dialog while it runs, which Escape or its button closes', async () => {
    const { element, events } = placeElement('recognize-enroll', newUser(), {
      ...withoutAuthorization,
      layout: 'dialog',
    });
    await element.updateComplete;
    expect(renders(element, 'dialog')).to.equal(false);
    query(element, '[part~=start]').click();
    await element.updateComplete;
    expect(query(element, 'dialog').matches(':modal')).to.equal(true);
    // Escape dispatches a cancel event and closes the dialog.
    const dialog = query<HTMLDialogElement>(element, 'dialog');
    dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
    dialog.close();
    await waitUntil(() => element.status === 'idle' && focusedLabel(element) === 'panel');
    expect(outcomesOf(events)).to.deep.equal(['cancel']);
    void element.start();
    await element.cancel();
    await element.updateComplete;
    query(element, 'dialog > [part=button]').click();
    await waitUntil(() => element.status === 'idle');
    await element.updateComplete;
    expect(renders(element, 'dialog')).to.equal(false);
  });

  it('keeps the focus inside when the focused button is removed', async () => {
    const { element } = placeElement('recognize-enroll', newUser(), withoutAuthorization);
    await element.updateComplete;
    query(element, '[part~=start]').focus();
    void element.start();
    await element.updateComplete;
    expect(focusedLabel(element)).to.equal('panel');
    query(element, '[part~=cancel]').focus();
    await element.cancel();
    await element.updateComplete;
    expect(focusedLabel(element)).to.equal('panel');
  });

  it('keeps the focus on its button while models are loaded', async () => {
    const { element } = placeElement('recognize-enroll', newUser(), withoutAuthorization);
    await element.updateComplete;
    query(element, 'button').focus();
    await element.preload();
    await element.updateComplete;
    expect([element.status, focusedLabel(element)]).to.deep.equal(['ready', 'Start']);
  });

  it('starts with autostart once, after the scripts of the page have run', async () => {
    const { element, events } = placeElement('recognize-recover', newUser(), {
      ...withoutBackend,
      autostart: true,
    });
    expect(element.status).to.equal('idle');
    await waitUntil(() => element.status === 'failed');
    element.remove();
    document.body.append(element);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(outcomesOf(events)).to.deep.equal(['error usage/missing-property']);
  });

  it('loads the models with preload="eager", or "visible" once it is in view, and dispatches ready once', async () => {
    for (const preloading of ['eager', 'visible'] as const) {
      const { element, events } = placeElement('recognize-enroll', newUser(), withoutBackend);
      await element.updateComplete;
      element.preloading = preloading;
      await waitUntil(() => element.status === 'ready');
      await Promise.all([element.preload(), element.preload()]);
      expect(outcomesOf(events)).to.deep.equal(['ready']);
      const [ready] = detailsOf(events, 'ready');
      expect(ready!.diagnostics).to.include({ version: release, execution: 'wasm' });
      expect(element.diagnostics).to.include({ runtime: 'onnxruntime-web 1.30.0', threads: 1 });
      element.remove();
    }
  });

  it('dispatches unsupported once, without a run, when the browser lacks something', async () => {
    const { WebAssembly } = globalThis;
    Reflect.deleteProperty(globalThis, 'WebAssembly');
    const { element, events } = placeElement('recognize-enroll', newUser(), withoutBackend);
    await waitUntil(() => events.length > 0);
    expect(textOf(element)).to.contain('This browser can’t do this');
    expect(renders(element, '[part~=start]')).to.equal(false);
    await element.start();
    const restored = { value: WebAssembly, configurable: true, writable: true };
    Object.defineProperty(globalThis, 'WebAssembly', restored);
    expect(outcomesOf(events)).to.deep.equal(['unsupported', 'error environment/no-wasm']);
    expect(detailsOf(events, 'unsupported')[0]!.error).to.include({
      code: 'environment/no-wasm',
      retryable: false,
    });
    expect(textOf(element)).to.contain('This browser can’t do this');
    await element.updateComplete;
    // The models load now, but an element announces itself once.
    await element.preload();
    expect(outcomesOf(events)).to.have.lengthOf(2);
  });

  it('does not share its state with another element', async () => {
    const first = placeElement('recognize-recover', newUser(), withoutBackend);
    const second = placeElement('recognize-recover', newUser(), withoutBackend);
    await second.element.start();
    expect(outcomesOf(first.events)).to.deep.equal([]);
    expect(outcomesOf(second.events)).to.deep.equal(['error usage/missing-property']);
  });

  it('is not registered when another copy of the package is on the page, which a warning reports', () => {
    const warnings: string[] = [];
    const { warn } = console;
    console.warn = (message: string) => warnings.push(message);
    class Other extends HTMLElement {
      static version = '9.9';
    }
    const registered = new Map<string, unknown>([['recognize-recover', Other]]);
    const defined: string[] = [];
    const registry = {
      get: (name: string) => registered.get(name),
      define: (name: string) => defined.push(name),
    } as unknown as CustomElementRegistry;
    defineElements(registry);
    console.warn = warn;
    expect(defined).to.deep.equal([]);
    expect(warnings).to.deep.equal([
      `recognize-elements: version 9.9 is on this page already; version ${release} is not used`,
    ]);
    defineElements();
    defineElements();
  });
});
