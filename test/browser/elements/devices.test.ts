import { expect } from '@open-wc/testing';
import type { RecognizeRequestEvent } from '../../../src/events.ts';
import { release } from '../../../src/release.ts';
import { waitUntil } from '../wait-until.ts';
import { createBoundUser } from './bound-user.ts';
import { button, deviceNames, listed } from './device-list.ts';
import {
  detailsOf,
  forwardAs,
  newUser,
  outcomesOf,
  placeElement,
  query,
  type RecordedEvent,
  removeElements,
  renders,
  textOf,
} from './page.ts';

const unavailable = { error: { code: 'server/unavailable' } };

/** A backend that is unavailable until the test switches it on. */
function switchableBackend(user: string) {
  const backend = { available: false };
  const forward = forwardAs(user);
  const answer = (event: RecognizeRequestEvent) =>
    backend.available ? forward(event) : event.respondWith(unavailable);
  return { backend, answer };
}

const listRequests = (events: readonly RecordedEvent[]): number =>
  detailsOf(events, 'request').filter(({ operation }) => operation === 'list-devices').length;

describe('the list of devices', function () {
  this.timeout(180_000);
  let user: string;
  beforeEach(async () => {
    user = await createBoundUser();
  });
  afterEach(() => removeElements());

  it('shows the devices of the backend and marks this browser', async () => {
    const { element, events } = placeElement('recognize-devices', user);
    await listed(element);
    expect(deviceNames(element)).to.deep.equal(['Kitchen This device', 'Recovery']);
    expect(textOf(element))
      .to.contain('Chrome on Linux')
      .and.to.contain('Added')
      .and.to.contain('Not used yet');
    expect(outcomesOf(events)).to.deep.equal(['ready']);
    expect(detailsOf(events, 'request').map(({ operation }) => operation)).to.deep.equal(['list-devices']);
    expect(renders(element, 'button[aria-label^=Rename]')).to.equal(false);
    await element.reload();
    expect(outcomesOf(events)).to.deep.equal(['ready']);
  });

  it('shows an error when the page aborts its own request', async () => {
    const answer = (event: RecognizeRequestEvent) =>
      event.respondWith(Promise.reject(new DOMException('The user aborted a request.', 'AbortError')));
    const { element, events } = placeElement('recognize-devices', user, { answer });
    await waitUntil(() => element.status === 'failed');
    expect(outcomesOf(events)).to.include('error host/no-response');
  });

  it('formats dates also for a language tag with an underscore', async () => {
    const { element } = placeElement('recognize-devices', user, { lang: 'en_US' });
    await listed(element);
    expect(textOf(element)).to.contain('Added now');
    expect(query(element, 'time').title).to.match(/^[A-Z][a-z]{2} \d+, 20\d\d, /);
  });

  it('is requested again when the element returns to the document before the first answer', async () => {
    let requests = 0;
    const forward = forwardAs(user);
    const answer = (event: RecognizeRequestEvent) => {
      if (requests++ > 0) forward(event);
      else event.respondWith(new Promise(() => {}));
    };
    const { element } = placeElement('recognize-devices', user, { answer });
    await waitUntil(() => requests > 0);
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    document.body.append(element);
    await listed(element);
    expect(requests).to.equal(2);
  });

  it('is taken from the property devices without a request', async () => {
    const devices = [{ deviceId: 'a', type: 'SDK', name: 'Desk', created: 1_790_000_000_000 }] as const;
    const { element, events } = placeElement('recognize-devices', user, { devices });
    await listed(element);
    expect(deviceNames(element)).to.deep.equal(['Desk']);
    expect(detailsOf(events, 'request')).to.deep.equal([]);
    element.devices = [];
    await waitUntil(() => textOf(element).includes('No devices are connected'));
  });

  it('is cleared when the page removes the user', async () => {
    const { element } = placeElement('recognize-devices', user);
    await listed(element);
    element.recognizeId = undefined;
    await element.updateComplete;
    expect(deviceNames(element)).to.deep.equal([]);
    expect(element.status).to.equal('idle');
  });

  it('does not show the failure of a request for a previous user', async () => {
    let fail = () => {};
    const answer = (event: RecognizeRequestEvent) =>
      event.respondWith(new Promise((_, reject) => (fail = () => reject(new Error('too late')))));
    const { element, events } = placeElement('recognize-devices', user, { answer });
    await waitUntil(() => listRequests(events) === 1);
    const failFirst = fail;
    element.recognizeId = newUser();
    await waitUntil(() => listRequests(events) === 2);
    failFirst();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(outcomesOf(events)).to.deep.equal([]);
  });

  it('shows an error with a button that loads it again', async () => {
    const { backend, answer } = switchableBackend(user);
    const { element, events } = placeElement('recognize-devices', user, { answer });
    await waitUntil(() => outcomesOf(events).length > 0);
    expect(outcomesOf(events)).to.deep.equal(['error server/unavailable']);
    await element.updateComplete;
    expect(query(element, '[role=alert]').textContent).to.contain('The service isn’t responding');
    backend.available = true;
    query(element, '[role=alert] button').click();
    await listed(element);
    expect(renders(element, '[role=alert]')).to.equal(false);
  });

  it('has the methods and the status of the other elements', async () => {
    const { backend, answer } = switchableBackend(user);
    const settings = { answer, canRename: true, canAdd: true };
    const { element, events } = placeElement('recognize-devices', user, settings);
    expect(element.status).to.equal('loading');
    await waitUntil(() => element.status === 'failed');
    backend.available = true;
    await Promise.all([element.retry(), element.retry()]);
    expect(element.status).to.equal('ready');
    expect(element.diagnostics).to.deep.equal({ version: release });
    const before = listRequests(events);
    await Promise.all([element.retry(), element.preload()]);
    expect(listRequests(events)).to.equal(before);

    await element.updateComplete;
    button(element, 'Rename Recovery').click();
    await element.updateComplete;
    expect(renders(element, 'input')).to.equal(true);
    await Promise.all([element.cancel(), element.cancel()]);
    await element.updateComplete;
    expect(renders(element, 'input')).to.equal(false);

    query(element, '[part=panel] > [part=button]').click();
    await waitUntil(() => element.status === 'running' && renders(element, 'recognize-enroll'));
    const reset = element.reset();
    expect(element.status).to.equal('loading');
    await reset;
    expect(element.status).to.equal('ready');
    await element.updateComplete;
    expect(renders(element, 'recognize-enroll')).to.equal(false);
    expect(deviceNames(element)).to.have.lengthOf(2);
    await element.start();
    expect(listRequests(events)).to.equal(before + 2);
  });
});
