import { expect } from '@open-wc/testing';
import type { HandoffDetail, RecognizeRequest, RecognizeRequestEvent } from '../../../src/events.ts';
import { waitUntil } from '../wait-until.ts';
import {
  forwardAs,
  newUser,
  outcomesOf,
  placeElement,
  query,
  removeElements,
  renders,
  textOf,
} from './page.ts';

const id = 'A'.repeat(22);
const link = `enroll.${id}.${'B'.repeat(42)}A`;
const secrets = { page: 'https://bank.example/phone', code: '42', remainingMs: 300_000 };

type Answers = (request: RecognizeRequest) => object | undefined;

/** Answers what a hand-off asks for, and passes everything else on to the backend. */
const answerWith =
  (user: string, answers: Answers) =>
  (event: RecognizeRequestEvent): void => {
    const own = answers(event.detail);
    if (own === undefined) forwardAs(user)(event);
    else event.respondWith(own as never);
  };

/** A desktop whose hand-off is in the state that `state` returns. */
function placeDesktop(state: () => string = () => 'waiting', settings = {}) {
  const user = newUser();
  const answer = answerWith(user, ({ operation }) => {
    if (operation === 'create-handoff') return { handoffId: id, ...secrets };
    if (operation === 'poll-handoff') return { state: state(), remainingMs: 300_000 };
    return operation === 'cancel-handoff' ? {} : undefined;
  });
  const placed = placeElement('recognize-enroll', user, { handoff: 'auto', answer, ...settings });
  const details: HandoffDetail[] = [];
  placed.element.addEventListener('recognize-handoff', ({ detail }) => details.push(detail));
  return { ...placed, details };
}

async function startHandoff(element: HTMLElement): Promise<void> {
  await waitUntil(() => renders(element, '[part~=handoff]'));
  query(element, '[part~=handoff]').click();
  await waitUntil(() => renders(element, '[part=qr]'));
}

/** A phone. `take` answers a typed code. */
function placePhone(take: Answers = () => ({ accepted: false, triesLeft: 2 }), handoffId = link) {
  const user = newUser();
  const answer = answerWith(user, (request) => {
    if (request.operation === 'open-handoff')
      return { browser: 'Firefox', system: 'Windows', triesLeft: 3, remainingMs: 300_000 };
    if (request.operation === 'decline-handoff') return {};
    return request.operation === 'take-handoff' ? take(request) : undefined;
  });
  return placeElement('recognize-enroll', user, { handoffId, answer });
}

async function typeCode(element: HTMLElement, code: string): Promise<void> {
  await waitUntil(() => renders(element, '[part=digits]'));
  query<HTMLInputElement>(element, '[part=digits]').value = code;
  query(element, '[part~=start]').click();
}

afterEach(removeElements);

describe('on the desktop', function () {
  this.timeout(120_000);

  it('offers a phone beside the camera with auto, alone with only, and not at all by default', async () => {
    const buttons = async (handoff: 'auto' | 'only' | undefined) => {
      const { element } = placeElement(
        'recognize-enroll',
        newUser(),
        handoff === undefined ? {} : { handoff },
      );
      await element.updateComplete;
      return [renders(element, '[part~=start]'), renders(element, '[part~=handoff]')];
    };
    expect(await buttons('auto')).to.deep.equal([true, true]);
    expect(await buttons('only')).to.deep.equal([false, true]);
    expect(await buttons(undefined)).to.deep.equal([true, false]);
  });

  it('offers the phone alone where there is no camera', async () => {
    const { enumerateDevices } = navigator.mediaDevices;
    navigator.mediaDevices.enumerateDevices = async () => [];
    try {
      const { element } = placeDesktop(undefined, { camera: 'user' });
      await waitUntil(() => renders(element, '[part~=handoff].primary'));
      expect(renders(element, '[part~=start]')).to.equal(false);
    } finally {
      navigator.mediaDevices.enumerateDevices = enumerateDevices;
    }
  });

  it('shows QR code, link and code, tells the page, and is accessible', async () => {
    const { element, details } = placeDesktop();
    await startHandoff(element);
    expect(query<HTMLInputElement>(element, '[part=link]').value).to.match(
      new RegExp(`^https://bank.example/phone#enroll.${id}.[\\w-]{43}$`),
    );
    expect(query(element, '[part=code]').textContent).to.equal('42');
    const { url, ...detail } = details[0]!;
    expect(detail).to.deep.equal({ id, code: '42', state: 'waiting' });
    expect(url).to.equal(query<HTMLInputElement>(element, '[part=link]').value);
    await expect(element).to.be.accessible();
  });

  it('hides the link once a phone has it, and ends with handoff/cancelled when the phone declines', async () => {
    let state = 'waiting';
    const { element, events, details } = placeDesktop(() => state);
    await startHandoff(element);
    state = 'taken';
    await waitUntil(() => !renders(element, '[part=qr]'));
    expect(textOf(element)).to.contain('Continue on your phone');
    state = 'cancelled';
    await waitUntil(() => element.status === 'failed');
    expect(outcomesOf(events)).to.deep.equal(['error handoff/cancelled']);
    expect(details.map((detail) => detail.state)).to.deep.equal(['waiting', 'taken', 'cancelled']);
    // Back to the choice between camera and phone.
    query(element, '[part~=retry]').click();
    await waitUntil(() => renders(element, '[part~=handoff]'));
    expect(renders(element, '[part~=start]')).to.equal(true);
  });

  it('cancels on the server when the person cancels', async () => {
    const { element, events } = placeDesktop();
    await startHandoff(element);
    query(element, '[part~=cancel]').click();
    const deletions = () =>
      events.flatMap((event) => (event.type === 'request' ? [event.detail.operation] : []));
    await waitUntil(() => deletions().includes('cancel-handoff'));
    expect(outcomesOf(events)).to.deep.equal(['cancel']);
  });

  it('cancels on the server when the person leaves the page', async () => {
    const { element, events } = placeDesktop();
    await startHandoff(element);
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    await waitUntil(() =>
      events.some((event) => event.type === 'request' && event.detail.operation === 'cancel-handoff'),
    );
    expect(outcomesOf(events)).to.deep.equal(['cancel']);
  });
});

describe('on the phone', function () {
  this.timeout(120_000);

  it('names the site and the browser of the desktop, and is accessible', async () => {
    const { element } = placePhone();
    await waitUntil(() => renders(element, '[part=digits]'));
    expect(query(element, '[part=source]').textContent).to.equal(
      `For \u2068${location.host}\u2069, started in \u2068Firefox, Windows\u2069`,
    );
    await expect(element).to.be.accessible();
  });

  it('says how many tries are left after a wrong code', async () => {
    const { element } = placePhone();
    await typeCode(element, '17');
    await waitUntil(() => textOf(element).includes('Tries left: 2'));
    expect(element.status).to.equal('idle');
  });

  it('sends the digits of an Arabic keyboard as 0 to 9', async () => {
    const typed: unknown[] = [];
    const { element } = placePhone(({ body }) => {
      typed.push((body as { code: string }).code);
      return { accepted: false, triesLeft: 2 };
    });
    await typeCode(element, '٤٢');
    await waitUntil(() => typed.length > 0);
    expect(typed).to.deep.equal(['42']);
  });

  it('ends with handoff/cancelled, without a button to try again, for a person who did not ask for it', async () => {
    const { element, events } = placePhone();
    await waitUntil(() => renders(element, '[part~=decline]'));
    query(element, '[part~=decline]').click();
    await waitUntil(() => element.status === 'failed');
    expect(outcomesOf(events)).to.deep.equal(['error handoff/cancelled']);
    expect(renders(element, '[part~=retry]')).to.equal(false);
  });

  it('can be tried again when the phone is offline', async () => {
    let code = 'host/offline';
    const { element, events } = placePhone(() => {
      if (code !== '') return { error: { code } };
      return { accepted: false, triesLeft: 1 };
    });
    await typeCode(element, '42');
    await waitUntil(() => element.status === 'failed');
    expect(outcomesOf(events)).to.deep.equal(['error host/offline']);
    code = '';
    query(element, '[part~=retry]').click();
    await typeCode(element, '42');
    await waitUntil(() => textOf(element).includes('Tries left: 1'));
  });

  it('refuses the link of another ceremony, and a text that is no link', async () => {
    const recovery = placePhone(undefined, link.replace('enroll', 'recover'));
    await waitUntil(() => recovery.element.status === 'failed');
    expect(outcomesOf(recovery.events)).to.deep.equal(['error usage/invalid-attribute']);
    const none = placePhone(undefined, 'enroll.x');
    await waitUntil(() => none.element.status === 'failed');
    expect(outcomesOf(none.events)).to.deep.equal(['error usage/invalid-property']);
  });
});
