import { expect } from '@open-wc/testing';
import type { RecognizeRequestEvent } from '../../../src/events.ts';
import { waitUntil } from '../wait-until.ts';
import { detailsOf, newUser, outcomesOf, placeElement, removeElements, renders } from './page.ts';

const pending = () => new Promise<never>(() => {});
const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));

/** Names of the boolean properties of each element, with their attributes. */
const booleans = {
  'recognize-enroll': { compact: 'compact', autostart: 'autostart', activate: 'activate' },
  'recognize-recover': { autostart: 'autostart', reviewDevices: 'review-devices' },
  'recognize-authenticate': { compact: 'compact', autostart: 'autostart' },
  'recognize-devices': { canAdd: 'can-add', canRename: 'can-rename', embedded: 'embedded' },
} as const;

describe('boolean attributes', function () {
  this.timeout(60_000);
  afterEach(() => removeElements());

  for (const [tag, properties] of Object.entries(booleans)) {
    for (const [property, attribute] of Object.entries(properties)) {
      it(`${attribute} of ${tag} is off for "false", and on for the empty string`, () => {
        const element = document.createElement(tag);
        const value = () => Reflect.get(element, property);
        for (const [text, expected] of [
          ['false', false],
          ['', true],
          ['False', false],
          ['true', true],
          [attribute, true],
        ] as const) {
          element.setAttribute(attribute, text);
          expect(value()).to.equal(expected);
          Reflect.set(element, property, !expected);
          Reflect.set(element, property, text);
          expect(value()).to.equal(expected);
        }
        element.removeAttribute(attribute);
        Reflect.set(element, property, null);
        expect(value()).to.equal(false);
      });
    }
  }

  it('autostart="false" starts nothing', async () => {
    const { element, events } = placeElement('recognize-enroll', newUser(), {
      innerHTML: '',
      authorization: pending,
    });
    element.setAttribute('autostart', 'false');
    element.setAttribute('compact', 'false');
    await pause(300);
    expect([element.status, ...outcomesOf(events)]).to.deep.equal(['idle']);
    const panel = element.shadowRoot!.querySelector('[part=panel]')!;
    expect(getComputedStyle(panel).gap).to.equal('14.4px');
  });
});

describe('properties that the page sets later', function () {
  this.timeout(60_000);
  afterEach(() => removeElements());

  it('are used by a run that started before', async () => {
    const unset = { recognizeId: undefined, authorization: undefined, autostart: true };
    const { element, events } = placeElement('recognize-recover', newUser(), unset);
    await waitUntil(() => element.status === 'running');
    await pause(300);
    expect(outcomesOf(events)).to.deep.equal([]);
    let called = false;
    Object.assign(element, {
      recognizeId: 'ann',
      clientState: 'rcs1.x',
      authorization: () => {
        called = true;
        return pending();
      },
    });
    // The run goes on, and finds that this client state cannot be read.
    await waitUntil(() => outcomesOf(events).length > 0);
    expect(outcomesOf(events)).to.deep.equal(['error client-state/malformed']);
    expect(called).to.equal(false);
  });

  it('are named in the error after three seconds', async () => {
    const { element, events } = placeElement('recognize-enroll', newUser(), { authorization: undefined });
    const start = performance.now();
    await element.start();
    expect(performance.now() - start).to.be.within(2_500, 10_000);
    expect(detailsOf(events, 'error')[0]!.error.detail).to.equal('authorization is not set');
  });

  it('do not delay a cancellation', async () => {
    const { element, events } = placeElement('recognize-enroll', newUser(), { authorization: undefined });
    const run = element.start();
    void element.cancel();
    expect([element.status, ...outcomesOf(events)]).to.deep.equal(['cancelled', 'cancel']);
    expect(detailsOf(events, 'cancel')[0]).to.deep.equal({ stage: 'loading', reason: 'page' });
    await run;
    expect(outcomesOf(events)).to.deep.equal(['cancel']);
  });

  it('include the listener of the requests', async () => {
    const element = document.createElement('recognize-devices');
    element.recognizeId = newUser();
    document.body.append(element);
    await pause(300);
    const ids: string[] = [];
    document.body.addEventListener(
      'recognize-request',
      (event: RecognizeRequestEvent) => {
        ids.push(event.detail.operation);
        event.respondWith({ devices: [] });
      },
      { once: true },
    );
    await waitUntil(() => element.status === 'ready');
    expect(ids).to.deep.equal(['list-devices']);
  });

  it('end with host/no-response if no listener comes', async () => {
    const element = document.createElement('recognize-devices');
    const codes: string[] = [];
    element.addEventListener('recognize-error', ({ detail }) => codes.push(detail.error.code));
    element.recognizeId = newUser();
    document.body.append(element);
    await waitUntil(() => codes.length > 0);
    expect(codes).to.deep.equal(['host/no-response']);
  });

  it('are there when the element is defined after they were set, also for a run at once', async () => {
    const early = document.implementation.createHTMLDocument().createElement('recognize-recover');
    Object.assign(early, {
      autostart: true,
      recognizeId: 'ann',
      clientState: 'rcs1.x',
      authorization: pending,
    });
    const codes: string[] = [];
    early.addEventListener('recognize-error', ({ detail }) => codes.push(detail.error.code));
    document.body.append(early);
    await waitUntil(() => codes.length > 0);
    expect(codes).to.deep.equal(['client-state/malformed']);
  });

  it('are not reflected while they have their defaults', async () => {
    for (const tag of Object.keys(booleans)) {
      const element = document.createElement(tag);
      document.body.append(element);
      await Reflect.get(element, 'updateComplete');
      expect(element.getAttributeNames()).to.deep.equal([]);
      expect(renders(element, '[part=panel]')).to.equal(true);
    }
  });
});
