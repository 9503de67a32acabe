import { expect } from '@open-wc/testing';
import type { RecognizeRequestEvent } from '../../../src/events.ts';
import {
  authorization,
  cleanUp,
  forwardAs,
  type Heard,
  life,
  liveTracks,
  newPerson,
  of,
  part,
  place,
  shows,
  stepsOf,
  until,
  words,
} from './page.ts';

/** What the contract of the events forbids: anything after the end, progress of another step, hints outside of captures. */
function broken(heard: readonly Heard[]): string[] {
  const found: string[] = [];
  let [step, ended] = ['', false];
  for (const { type, detail } of heard) {
    if (type === 'step') step = detail.step;
    if (type === 'hint' && step !== 'capture') found.push(`hint while ${step}`);
    if (type === 'progress' && detail.step !== step) found.push(`progress of ${detail.step} while ${step}`);
    if (ended && ['step', 'hint', 'progress'].includes(type)) found.push(`${type} after the end`);
    ended ||= ['complete', 'cancel', 'error'].includes(type);
  }
  return found;
}

/** Holds back the answers to one operation. */
function holding(person: string, operation: string) {
  const forward = forwardAs(person);
  let reached = () => {};
  const held = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const answer = (event: RecognizeRequestEvent) => {
    if (event.detail.operation !== operation) return forward(event);
    reached();
    event.respondWith(new Promise(() => {}));
  };
  return { answer, held };
}

describe('a run of an element', function () {
  this.timeout(180_000);
  afterEach(() => {
    cleanUp();
    expect(liveTracks()).to.equal(0);
  });

  it('tells steps, hints and progress, then its end: enroll, recover with a review, authenticate', async () => {
    const person = newPerson();
    const first = place('recognize-enroll', person);
    expect(first.element.status).to.equal('idle');
    await first.element.start();
    expect(life(first.heard)).to.deep.equal(['ready', 'complete']);
    expect(first.element.status).to.equal('complete');
    expect(stepsOf(first.heard)).to.deep.equal(['loading', 'permission', 'capture', 'verify']);
    expect(of(first.heard, 'hint').map(({ detail }) => detail.hint)).to.include('good');
    expect(of(first.heard, 'progress').at(-1)!.detail).to.deep.equal({
      step: 'capture',
      loaded: 5,
      total: 5,
    });
    expect(broken(first.heard)).to.deep.equal([]);
    expect(liveTracks()).to.equal(0);

    const { clientState } = of(first.heard, 'complete')[0]!.detail.result;
    const second = place('recognize-recover', person, { clientState, reviewDevices: true });
    await second.element.start();
    expect(life(second.heard)).to.deep.equal(['ready', 'complete']);
    expect(stepsOf(second.heard)).to.deep.equal(['loading', 'permission', 'capture', 'verify', 'bind']);
    expect(of(second.heard, 'complete')[0]!.detail.result.device).to.include({ type: 'SDK' });
    await until(() =>
      second.element.shadowRoot!.querySelector('recognize-devices')?.shadowRoot?.querySelector('.own'),
    );
    expect(life(second.heard)).to.deep.equal(['ready', 'complete']);

    const third = place('recognize-authenticate', person);
    await third.element.start();
    expect(life(third.heard)).to.deep.equal(['ready', 'complete']);
    expect(of(third.heard, 'complete')[0]!.detail.result).to.have.keys('assertion');
    // Again: still ready, which is not told twice.
    await third.element.retry();
    expect(life(third.heard)).to.deep.equal(['ready', 'complete', 'complete']);
  });

  it('is aborted by the next one, which completes, although both are of one person', async () => {
    const { element, heard } = place('recognize-enroll', newPerson());
    const first = element.start();
    await until(() => stepsOf(heard).includes('capture'));
    const second = element.start();
    expect(element.retry()).to.equal(second);
    await Promise.all([first, second]);
    expect(life(heard)).to.deep.equal(['ready', 'cancel', 'complete']);
    expect(of(heard, 'cancel')[0]!.detail).to.deep.equal({ stage: 'capture', reason: 'restarted' });
  });

  it('is reset by a page that resets it when a run is replaced', async () => {
    const { element, heard } = place('recognize-enroll', newPerson());
    const first = element.start();
    await until(() => stepsOf(heard).includes('loading'));
    element.addEventListener('recognize-cancel', () => void element.reset(), { once: true });
    await Promise.all([first, element.start()]);
    expect(element.status).to.be.oneOf(['idle', 'ready']);
    expect(life(heard).filter((name) => name === 'cancel')).to.have.lengthOf(2);
    await element.start();
    expect(element.status).to.equal('complete');
  });

  it('begins once when a page begins again whatever ends', async () => {
    const { element, heard } = place('recognize-enroll', newPerson());
    void element.start();
    await until(() => stepsOf(heard).includes('loading'));
    const again = () => void element.start();
    element.addEventListener('recognize-cancel', again);
    await element.start();
    expect(life(heard).filter((name) => name !== 'ready')).to.deep.equal(['cancel', 'complete']);
    void element.start();
    element.removeEventListener('recognize-cancel', again);
    element.addEventListener('recognize-cancel', again, { once: true });
    void element.reset();
    expect(element.status).to.equal('running');
    await element.cancel();
  });

  it('opens no camera for an element that is not on the page', async () => {
    const { element, heard } = place('recognize-enroll', newPerson());
    element.remove();
    await element.start();
    expect(element.status).to.equal('cancelled');
    expect(stepsOf(heard)).to.deep.equal([]);
    expect(of(heard, 'cancel').map(({ detail }) => detail.reason)).to.deep.equal(['removed']);
  });

  it('fails in words over an address that is none, and begins anew with a better one', async () => {
    const { element, heard } = place('recognize-enroll', newPerson(), { assetsBase: 'https://x:port/' });
    await element.start();
    expect(life(heard)).to.deep.equal(['error assets/not-found']);
    expect(of(heard, 'error')[0]!.detail.error.detail).to.match(/^assets-base: /);
    element.assetsBase = undefined;
    await element.start();
    expect(element.status).to.equal('complete');
  });

  it('goes on with the models that it began with', async () => {
    const { element, heard } = place('recognize-enroll', newPerson());
    const run = element.start();
    await until(() => stepsOf(heard).includes('permission'));
    element.models = '/nowhere/manifest.json';
    await run;
    expect(life(heard)).to.deep.equal(['ready', 'complete']);
  });

  it('hands over the client state also when the binding after it is cancelled', async () => {
    const person = newPerson();
    const settings = { activate: true, authorization: authorization(person, 'enroll', '&activate=yes') };
    const { element, heard } = place('recognize-enroll', person, settings);
    const run = element.start();
    await until(() => stepsOf(heard).filter((step) => step === 'capture').length === 2);
    await element.cancel();
    await run;
    expect(element.status).to.equal('complete');
    expect(life(heard)).to.deep.equal(['ready', 'complete']);
    const { clientState, device } = of(heard, 'complete')[0]!.detail.result;
    expect([typeof clientState, device]).to.deep.equal(['string', undefined]);
  });

  it('says what a late cancel may have left, and nothing where it leaves nothing', async () => {
    const silent = (event: RecognizeRequestEvent) => {
      if (event.detail.operation === 'begin') event.respondWith(new Promise(() => {}));
      else forwardAs(person)(event);
    };
    const person = newPerson();
    const { element, heard } = place('recognize-enroll', person, { answer: silent });
    const run = element.start();
    await until(() => stepsOf(heard).includes('verify'));
    await element.cancel();
    await run;
    await element.updateComplete;
    expect(words(element)).to.contain('It may be half set up');
  });

  it('shows and signs the transaction with which it began', async () => {
    const authorization = () => new Promise<string>(() => {});
    const transaction = { Amount: '12' };
    const { element, heard } = place('recognize-authenticate', newPerson(), { authorization, transaction });
    void element.start();
    await until(() => stepsOf(heard).includes('loading'));
    element.transaction = { Amount: '99' };
    transaction.Amount = '98';
    await element.updateComplete;
    expect(words(element)).to.contain('12').and.not.to.contain('99').and.not.to.contain('98');
    await element.cancel();
    element.transaction = { Cart: { Amount: '12' } } as never;
    await element.start();
    expect(life(heard).at(-1)).to.equal('error host/bad-response');
    expect(of(heard, 'request')).to.deep.equal([]);
  });

  it('goes on when the element is moved in the document', async () => {
    for (const layout of ['inline', 'dialog'] as const) {
      const { element, heard } = place('recognize-enroll', newPerson(), { layout });
      const running = element.start();
      await until(() => stepsOf(heard).includes('capture'));
      const elsewhere = document.createElement('div');
      document.body.prepend(elsewhere);
      elsewhere.append(element);
      await element.updateComplete;
      if (layout === 'dialog') expect(part(element, 'dialog').matches(':modal')).to.equal(true);
      await running;
      expect(life(heard)).to.deep.equal(['ready', 'complete']);
      elsewhere.remove();
    }
  });

  const stages: [string, (heard: Heard[]) => boolean, string?][] = [
    ['loading', (heard) => stepsOf(heard).includes('loading')],
    ['capture', (heard) => of(heard, 'hint').length > 0],
    ['verify', () => true, 'begin'],
  ];
  for (const [stage, reached, operation] of stages) {
    it(`ends at once with the element that is removed while ${stage}, and gives the camera back`, async () => {
      const person = newPerson();
      const { answer, held } = holding(person, operation ?? '');
      const { element, heard } = place('recognize-enroll', person, { answer });
      const running = element.start();
      await until(() => reached(heard));
      if (operation !== undefined) await held;
      element.remove();
      await running;
      expect(element.status).to.equal('cancelled');
      expect(life(heard).at(-1)).to.equal('cancel');
      expect(of(heard, 'cancel').map(({ detail }) => detail)).to.deep.equal([{ stage, reason: 'removed' }]);
      expect(liveTracks()).to.equal(0);
    });
  }

  it('is cancelled, reset and begun again as often as one likes', async () => {
    const { element, heard } = place('recognize-enroll', newPerson());
    await Promise.all([element.cancel(), element.reset(), element.cancel()]);
    expect([element.status, ...life(heard)]).to.deep.equal(['idle']);
    const run = element.start();
    await Promise.all([element.cancel(), element.cancel(), run]);
    expect([element.status, ...life(heard)]).to.deep.equal(['cancelled', 'cancel']);
    expect(words(element)).to.contain('Nothing was changed');
    await Promise.all([element.reset(), element.reset()]);
    expect(element.status).to.equal('idle');
    // A reset that is overtaken by a start does not undo it.
    void element.start();
    void element.reset();
    void element.start();
    expect(element.status).to.equal('running');
    await element.updateComplete;
    part<HTMLButtonElement>(element, '[part~=cancel]').click();
    await element.cancel();
    expect(element.status).to.equal('cancelled');
    expect(of(heard, 'cancel').at(-1)!.detail.reason).to.equal('person');
  });

  it('fails with words, and what it was given to fail with', async () => {
    const until = Date.now() + 100_000;
    const table: [Parameters<typeof place<'recognize-recover'>>[2], string, string][] = [
      [{ authorization: undefined }, 'client-state/malformed', 'We cannot read your recovery data'],
      [{ clientState: 'rcs1.x' }, 'client-state/malformed', 'We cannot read your recovery data'],
      [{ recognizeId: undefined }, 'client-state/wrong-person', 'We cannot read your recovery data'],
    ];
    for (const [settings, code, said] of table) {
      const { element, heard } = place('recognize-recover', newPerson(), settings);
      await element.start();
      expect(element.status).to.equal('failed');
      expect(of(heard, 'error').map(({ detail }) => detail.error.code)).to.deep.equal([code]);
      expect(words(element)).to.contain(said);
      // The page may have been late with it.
      expect(shows(element, '[part~=retry]')).to.equal(true);
    }
    const answers: [object | undefined, string, string][] = [
      [undefined, 'host/no-response', 'The service does not answer'],
      [{ error: { code: 'ceremony/locked', until } }, 'ceremony/locked', 'You can try again in 1:'],
      [{ error: { code: 'ceremony/locked' } }, 'ceremony/locked', 'this way is closed'],
      [{ hello: 'there' }, 'host/bad-response', 'The service does not answer'],
    ];
    for (const [given, code, said] of answers) {
      const answer = (event: RecognizeRequestEvent) => given && event.respondWith(given);
      const { element, heard } = place('recognize-enroll', newPerson(), { answer });
      await element.start();
      expect(of(heard, 'error').map(({ detail }) => detail.error.code)).to.deep.equal([code]);
      await element.updateComplete;
      const countdown = element.shadowRoot!.querySelector('recognize-countdown');
      await (countdown as { updateComplete?: Promise<unknown> } | null)?.updateComplete;
      expect(words(element) + (countdown?.shadowRoot?.textContent ?? '')).to.contain(said);
      expect(part<HTMLButtonElement>(element, '[part~=retry]').disabled).to.equal(countdown !== null);
    }
  });
});
