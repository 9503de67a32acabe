import { expect } from '@open-wc/testing';
import { waitUntil } from '../wait-until.ts';
import { listed } from './device-list.ts';
import {
  detailsOf,
  newUser,
  openTrackCount,
  outcomesOf,
  placeElement,
  removeElements,
  textOf,
} from './page.ts';

/** Texts that cannot be read. */
const broken = new Proxy(
  {},
  {
    getOwnPropertyDescriptor() {
      throw new Error('broken labels');
    },
  },
);

describe('an exception while rendering', function () {
  this.timeout(60_000);
  const unhandled: string[] = [];
  const onUnhandled = (event: PromiseRejectionEvent) => unhandled.push(String(event.reason));
  beforeEach(() => window.addEventListener('unhandledrejection', onUnhandled));
  afterEach(() => {
    removeElements();
    window.removeEventListener('unhandledrejection', onUnhandled);
    expect(unhandled).to.deep.equal([]);
  });

  it('becomes one error event, and the element works again with other values', async () => {
    const { element, events } = placeElement('recognize-enroll', newUser(), { labels: broken });
    await waitUntil(() => outcomesOf(events).length > 0);
    expect(element.status).to.equal('failed');
    expect(detailsOf(events, 'error')[0]!.error).to.include({ stage: 'loading', detail: 'broken labels' });
    element.labels = {};
    await element.updateComplete;
    expect(textOf(element)).to.contain('Something went wrong on this device');
    await element.reset();
    await element.updateComplete;
    expect(textOf(element)).to.contain('Set up recovery');
    expect(outcomesOf(events)).to.deep.equal(['error runtime/crashed']);
  });

  it('ends the run that is under way, and closes the camera', async () => {
    const { element, events } = placeElement('recognize-enroll', newUser());
    const run = element.start();
    await waitUntil(() => events.some(({ type }) => type === 'hint'));
    element.labels = broken;
    await run;
    expect(outcomesOf(events)).to.deep.equal(['ready', 'error runtime/crashed']);
    expect([element.status, openTrackCount()]).to.deep.equal(['failed', 0]);
  });

  it('becomes an error event of the list of devices', async () => {
    const devices = [{ deviceId: 'a', type: 'SDK', name: 'Desk', created: 1_790_000_000_000 }] as const;
    const { element, events } = placeElement('recognize-devices', newUser(), { devices });
    await listed(element);
    element.labels = broken;
    await waitUntil(() => outcomesOf(events).length > 1);
    expect(outcomesOf(events)).to.deep.equal(['ready', 'error runtime/crashed']);
    expect(element.status).to.equal('failed');
    element.labels = {};
    await element.retry();
    await listed(element);
    expect(element.status).to.equal('ready');
  });
});
