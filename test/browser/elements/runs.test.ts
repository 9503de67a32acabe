import { expect } from '@open-wc/testing';
import type { RecognizeRequestEvent } from '../../../src/events.ts';
import { contractViolations } from '../../support/event-contract.ts';
import { waitUntil } from '../wait-until.ts';
import {
  authorizationFor,
  detailsOf,
  forwardAs,
  newUser,
  openTrackCount,
  outcomesOf,
  placeElement,
  query,
  type RecordedEvent,
  removeElements,
  stepsOf,
  textOf,
} from './page.ts';

/** Leaves the requests of one operation without an answer, and forwards the others. */
function withoutAnswerTo(user: string, operation: string) {
  const forward = forwardAs(user);
  let requested = () => {};
  const request = new Promise<void>((resolve) => {
    requested = resolve;
  });
  const answer = (event: RecognizeRequestEvent) => {
    if (event.detail.operation !== operation) return forward(event);
    requested();
    event.respondWith(new Promise(() => {}));
  };
  return { answer, request };
}

describe('a run of an element', function () {
  this.timeout(180_000);
  afterEach(() => {
    removeElements();
    expect(openTrackCount()).to.equal(0);
  });

  it('dispatches steps, hints and progress, then complete: enroll, recover with review, authenticate', async () => {
    const user = newUser();
    const enroll = placeElement('recognize-enroll', user);
    expect(enroll.element.status).to.equal('idle');
    await enroll.element.start();
    expect(outcomesOf(enroll.events)).to.deep.equal(['ready', 'complete']);
    expect(enroll.element.status).to.equal('complete');
    expect(stepsOf(enroll.events)).to.deep.equal(['loading', 'permission', 'capture', 'verify']);
    expect(detailsOf(enroll.events, 'hint').map(({ hint }) => hint)).to.include('good');
    const lastProgress = { step: 'capture', loaded: 8, total: 8 };
    expect(detailsOf(enroll.events, 'progress').at(-1)).to.deep.equal(lastProgress);
    expect(detailsOf(enroll.events, 'progress').map(({ step }) => step)).to.include('loading');
    expect(contractViolations(enroll.events)).to.deep.equal([]);
    expect(openTrackCount()).to.equal(0);

    const { clientState } = detailsOf(enroll.events, 'complete')[0]!.result;
    const recover = placeElement('recognize-recover', user, { clientState, reviewDevices: true });
    await recover.element.start();
    expect(outcomesOf(recover.events)).to.deep.equal(['ready', 'complete']);
    expect(stepsOf(recover.events)).to.deep.equal(['loading', 'permission', 'capture', 'verify', 'bind']);
    expect(detailsOf(recover.events, 'complete')[0]!.result.device).to.include({ type: 'SDK' });
    await waitUntil(() =>
      recover.element.shadowRoot!.querySelector('recognize-devices')?.shadowRoot?.querySelector('.own'),
    );
    expect(outcomesOf(recover.events)).to.deep.equal(['ready', 'complete']);

    const authenticate = placeElement('recognize-authenticate', user);
    await authenticate.element.start();
    expect(outcomesOf(authenticate.events)).to.deep.equal(['ready', 'complete']);
    expect(detailsOf(authenticate.events, 'complete')[0]!.result).to.have.keys('assertion');
    await authenticate.element.retry();
    expect(outcomesOf(authenticate.events)).to.deep.equal(['ready', 'complete', 'complete']);
  });

  it('is cancelled by the next run of the same user, which completes', async () => {
    const { element, events } = placeElement('recognize-enroll', newUser());
    const first = element.start();
    await waitUntil(() => stepsOf(events).includes('capture'));
    const second = element.start();
    expect(element.retry()).to.equal(second);
    await Promise.all([first, second]);
    expect(outcomesOf(events)).to.deep.equal(['ready', 'cancel', 'complete']);
    expect(detailsOf(events, 'cancel')).to.deep.equal([{ stage: 'capture', reason: 'restarted' }]);
  });

  it('is reset by a listener that resets the element when a run is replaced', async () => {
    const { element, events } = placeElement('recognize-enroll', newUser());
    const first = element.start();
    await waitUntil(() => stepsOf(events).includes('loading'));
    element.addEventListener('recognize-cancel', () => void element.reset(), { once: true });
    await Promise.all([first, element.start()]);
    expect(element.status).to.be.oneOf(['idle', 'ready']);
    expect(outcomesOf(events).filter((outcome) => outcome === 'cancel')).to.have.lengthOf(2);
    await element.start();
    expect(element.status).to.equal('complete');
  });

  it('starts once when a listener starts a run at each cancellation', async () => {
    const { element, events } = placeElement('recognize-enroll', newUser());
    void element.start();
    await waitUntil(() => stepsOf(events).includes('loading'));
    const restart = () => void element.start();
    element.addEventListener('recognize-cancel', restart);
    await element.start();
    expect(outcomesOf(events).filter((outcome) => outcome !== 'ready')).to.deep.equal(['cancel', 'complete']);
    void element.start();
    element.removeEventListener('recognize-cancel', restart);
    element.addEventListener('recognize-cancel', restart, { once: true });
    void element.reset();
    expect(element.status).to.equal('running');
    await element.cancel();
  });

  it('is cancelled without opening a camera if the element is not in the document', async () => {
    const { element, events } = placeElement('recognize-enroll', newUser());
    element.remove();
    await element.start();
    expect(element.status).to.equal('cancelled');
    expect(stepsOf(events)).to.deep.equal([]);
    expect(detailsOf(events, 'cancel').map(({ reason }) => reason)).to.deep.equal(['removed']);
  });

  it('uses the models that it started with when the attribute changes', async () => {
    const { element, events } = placeElement('recognize-enroll', newUser());
    const run = element.start();
    await waitUntil(() => stepsOf(events).includes('permission'));
    element.models = '/missing/manifest.json';
    await run;
    expect(outcomesOf(events)).to.deep.equal(['ready', 'complete']);
    await element.start();
    expect(outcomesOf(events)).to.deep.equal(['ready', 'complete', 'error assets/not-found']);
  });

  it('completes with the client state when the activation after it is cancelled', async () => {
    const user = newUser();
    const authorization = authorizationFor(user, 'enroll', '&activate=yes');
    const { element, events } = placeElement('recognize-enroll', user, { activate: true, authorization });
    const run = element.start();
    await waitUntil(() => stepsOf(events).filter((step) => step === 'capture').length === 2);
    await element.cancel();
    await run;
    expect(element.status).to.equal('complete');
    expect(outcomesOf(events)).to.deep.equal(['ready', 'complete']);
    const { clientState, device } = detailsOf(events, 'complete')[0]!.result;
    expect([typeof clientState, device]).to.deep.equal(['string', undefined]);
  });

  it('shows that a run cancelled after its last request may have had an effect', async () => {
    const user = newUser();
    const { answer } = withoutAnswerTo(user, 'begin');
    const { element, events } = placeElement('recognize-enroll', user, { answer });
    const run = element.start();
    await waitUntil(() => stepsOf(events).includes('verify'));
    await element.cancel();
    await run;
    await element.updateComplete;
    expect(textOf(element)).to.contain('The setup may be incomplete');
  });

  it('shows and signs the transaction that it started with', async () => {
    const authorization = () => new Promise<string>(() => {});
    const transaction = { Amount: '12' };
    const { element, events } = placeElement('recognize-authenticate', newUser(), {
      authorization,
      transaction,
    });
    void element.start();
    await waitUntil(() => stepsOf(events).includes('loading'));
    element.transaction = { Amount: '99' };
    transaction.Amount = '98';
    await element.updateComplete;
    expect(textOf(element)).to.contain('12').and.not.to.contain('99').and.not.to.contain('98');
    await element.cancel();
  });

  it('continues when the element is moved in the document', async () => {
    for (const layout of ['inline', 'dialog'] as const) {
      const { element, events } = placeElement('recognize-enroll', newUser(), { layout });
      const run = element.start();
      await waitUntil(() => stepsOf(events).includes('capture'));
      const container = document.createElement('div');
      document.body.prepend(container);
      container.append(element);
      await element.updateComplete;
      if (layout === 'dialog') expect(query(element, 'dialog').matches(':modal')).to.equal(true);
      await run;
      expect(outcomesOf(events)).to.deep.equal(['ready', 'complete']);
      container.remove();
    }
  });

  const stages: [string, (events: RecordedEvent[]) => boolean, string?][] = [
    ['loading', (events) => stepsOf(events).includes('loading')],
    ['capture', (events) => detailsOf(events, 'hint').length > 0],
    ['verify', () => true, 'begin'],
  ];
  for (const [stage, reached, operation] of stages) {
    it(`is cancelled and closes the camera when the element is removed during ${stage}`, async () => {
      const user = newUser();
      const { answer, request } = withoutAnswerTo(user, operation ?? '');
      const { element, events } = placeElement('recognize-enroll', user, { answer });
      const run = element.start();
      await waitUntil(() => reached(events));
      if (operation !== undefined) await request;
      element.remove();
      await run;
      expect(element.status).to.equal('cancelled');
      expect(outcomesOf(events).at(-1)).to.equal('cancel');
      expect(detailsOf(events, 'cancel')).to.deep.equal([{ stage, reason: 'removed' }]);
      expect(openTrackCount()).to.equal(0);
    });
  }
});
