import { expect } from '@open-wc/testing';
import type { RecognizeRequestEvent } from '../../../src/events.ts';
import type { JsonValue } from '../../../src/wire/json.ts';
import {
  detailsOf,
  newUser,
  openTrackCount,
  outcomesOf,
  placeElement,
  query,
  removeElements,
  renders,
  textOf,
} from './page.ts';

describe('cancel, reset and errors of an element', function () {
  this.timeout(180_000);
  afterEach(() => {
    removeElements();
    expect(openTrackCount()).to.equal(0);
  });

  it('cancels, resets and starts in any order and repeatedly', async () => {
    const { element, events } = placeElement('recognize-enroll', newUser());
    await Promise.all([element.cancel(), element.reset(), element.cancel()]);
    expect([element.status, ...outcomesOf(events)]).to.deep.equal(['idle']);
    const run = element.start();
    await Promise.all([element.cancel(), element.cancel(), run]);
    expect([element.status, ...outcomesOf(events)]).to.deep.equal(['cancelled', 'cancel']);
    expect(textOf(element)).to.contain('Nothing was changed');
    await Promise.all([element.reset(), element.reset()]);
    expect(element.status).to.equal('idle');
    // A start after a reset is not undone by it.
    void element.start();
    void element.reset();
    void element.start();
    expect(element.status).to.equal('running');
    await element.updateComplete;
    query<HTMLButtonElement>(element, '[part~=cancel]').click();
    await element.cancel();
    expect(element.status).to.equal('cancelled');
    expect(detailsOf(events, 'cancel').at(-1)!.reason).to.equal('person');
  });

  it('shows a message for a client state that cannot be read, and does not offer to try again', async () => {
    const { element, events } = placeElement('recognize-recover', newUser(), { clientState: 'rcs1.x' });
    await element.start();
    expect(element.status).to.equal('failed');
    expect(outcomesOf(events)).to.deep.equal(['error client-state/malformed']);
    expect(textOf(element)).to.contain('We can’t read your recovery data');
    expect(renders(element, '[part~=retry]')).to.equal(false);
  });

  const answers: [answer: JsonValue | undefined, code: string, text: string][] = [
    [undefined, 'host/no-response', 'The service isn’t responding'],
    [
      { error: { code: 'ceremony/locked', remainingMs: 100_000 } },
      'ceremony/locked',
      'You can try again in 1:',
    ],
    [
      { error: { code: 'ceremony/locked', remainingMs: 250_000_000 } },
      'ceremony/locked',
      'You can try again in 3 days.',
    ],
    [{ error: { code: 'server/device-limit' } }, 'server/device-limit', 'Please remove one of your devices'],
    [{ hello: 'there' }, 'host/bad-response', 'The service isn’t responding'],
  ];
  it('offers no retry for a lock without an end', async () => {
    const answer = (event: RecognizeRequestEvent) =>
      event.respondWith({ error: { code: 'ceremony/locked' } });
    const { element } = placeElement('recognize-enroll', newUser(), { answer });
    await element.start();
    await element.updateComplete;
    expect(textOf(element)).to.contain('this way in is closed');
    expect(renders(element, '[part~=retry]')).to.equal(false);
  });

  for (const [response, code, text] of answers) {
    it(`shows "${text}" for ${code}, and disables the retry during a lock`, async () => {
      const answer = (event: RecognizeRequestEvent) => response && event.respondWith(response);
      const { element, events } = placeElement('recognize-enroll', newUser(), { answer });
      await element.start();
      expect(detailsOf(events, 'error').map(({ error }) => error.code)).to.deep.equal([code]);
      await element.updateComplete;
      const countdown = element.shadowRoot!.querySelector('recognize-countdown');
      await (countdown as { updateComplete?: Promise<unknown> } | null)?.updateComplete;
      expect(textOf(element) + (countdown?.shadowRoot?.textContent ?? '')).to.contain(text);
      expect(query<HTMLButtonElement>(element, '[part~=retry]').disabled).to.equal(countdown !== null);
    });
  }
});
