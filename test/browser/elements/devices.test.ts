import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { RecognizeRequestEvent } from '../../../src/events.ts';
import {
  cleanUp,
  focus,
  forwardAs,
  life,
  liveTracks,
  newPerson,
  of,
  pageStore,
  part,
  place,
  shows,
  until,
  words,
} from './page.ts';
import { somebodyBound } from './somebody.ts';

const names = (element: HTMLElement) =>
  [...element.shadowRoot!.querySelectorAll('.name')].map((name) =>
    name.textContent!.trim().replace(/\s+/g, ' '),
  );
const labelled = (element: HTMLElement, label: string) =>
  part<HTMLButtonElement>(element, `button[aria-label="${label}"]`);
const loaded = (element: HTMLElement) => until(() => names(element).length > 0);

describe('the list of devices', function () {
  this.timeout(180_000);
  let person: string;
  beforeEach(async () => {
    person = await somebodyBound();
  });
  afterEach(() => {
    cleanUp();
    expect(liveTracks()).to.equal(0);
  });

  it('shows what the backend knows, and which one this is', async () => {
    const { element, heard } = place('recognize-devices', person);
    await loaded(element);
    expect(names(element).sort()).to.deep.equal(['Kitchen This device', 'Recovery']);
    expect(words(element)).to.contain('Chrome, Linux').and.to.contain('Added').and.to.contain('Not used yet');
    expect(life(heard)).to.deep.equal(['ready']);
    expect(of(heard, 'request').map(({ detail }) => detail.operation)).to.deep.equal(['list-devices']);
    expect(shows(element, 'button[aria-label^=Rename]')).to.equal(false);
    await element.reload();
    expect(life(heard)).to.deep.equal(['ready']);
  });

  it('writes its dates also where the page names its language in another way', async () => {
    const { element } = place('recognize-devices', person, { lang: 'en_US' });
    await loaded(element);
    expect(words(element)).to.match(/Added [A-Z][a-z]{2} \d+, 20\d\d/);
  });

  it('asks again when it comes back to the page before the first answer', async () => {
    let asked = 0;
    const forward = forwardAs(person);
    const answer = (event: RecognizeRequestEvent) => {
      if (asked++ > 0) forward(event);
      else event.respondWith(new Promise(() => {}));
    };
    const { element } = place('recognize-devices', person, { answer });
    await until(() => asked > 0);
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    document.body.append(element);
    await loaded(element);
    expect(asked).to.equal(2);
  });

  it('takes a list that the page has already', async () => {
    const devices = [{ deviceId: 'a', type: 'SDK', name: 'Desk', created: 1 }] as const;
    const { element, heard } = place('recognize-devices', person, { devices });
    await loaded(element);
    expect(names(element)).to.deep.equal(['Desk']);
    expect(of(heard, 'request')).to.deep.equal([]);
    element.devices = [];
    await until(() => words(element).includes('No devices are connected'));
  });

  it('asks for another person when the page says so, and forgets the one before', async () => {
    const { element } = place('recognize-devices', person);
    await loaded(element);
    const answer = forwardAs(newPerson());
    element.addEventListener('recognize-request', answer);
    element.recognizeId = undefined;
    await element.updateComplete;
    expect(names(element)).to.deep.equal([]);
  });

  it('renames with the keyboard, and tells of it', async () => {
    const { element, heard } = place('recognize-devices', person, { canRename: true });
    await loaded(element);
    labelled(element, 'Rename Recovery').focus();
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    const input = part<HTMLInputElement>(element, 'input');
    expect(focus(element)).to.equal('Name of Recovery');
    expect(input.value.slice(input.selectionStart!, input.selectionEnd!)).to.equal('Recovery');
    await sendKeys({ type: 'Safe' });
    await sendKeys({ press: 'Enter' });
    await until(() => of(heard, 'devices-change').length > 0);
    expect(of(heard, 'devices-change')[0]!.detail).to.deep.include({ action: 'renamed' });
    await until(() => words(element).includes('Renamed to Safe'));
    expect(names(element)).to.include('Safe');
    expect(focus(element)).to.equal('Rename Safe');

    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    await sendKeys({ press: 'Escape' });
    await element.updateComplete;
    expect(shows(element, 'input')).to.equal(false);
    expect(of(heard, 'devices-change')).to.have.lengthOf(1);
  });

  it('asks before it removes; the safe answer has the focus', async () => {
    const { element, heard } = place('recognize-devices', person);
    await loaded(element);
    labelled(element, 'Remove Recovery').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => shows(element, 'dialog'));
    expect(part(element, 'dialog').matches(':modal')).to.equal(true);
    expect(focus(element)).to.equal('Keep');
    await sendKeys({ press: 'Enter' });
    await until(() => !shows(element, 'dialog'));
    expect(names(element)).to.have.lengthOf(2);
    expect(focus(element)).to.equal('Remove Recovery');

    labelled(element, 'Remove Recovery').click();
    await element.updateComplete;
    part(element, 'dialog .danger').click();
    await until(() => of(heard, 'devices-change').length > 0);
    expect(of(heard, 'devices-change')[0]!.detail.action).to.equal('removed');
    await until(() => words(element).includes('Recovery was removed'));
    expect(names(element)).to.deep.equal(['Kitchen This device']);
    expect(focus(element)).to.equal('panel');
  });

  it('tells the same twice, and leaves the focus to whoever has gone elsewhere', async () => {
    const devices = ['a', 'b'].map(
      (deviceId) => ({ deviceId, type: 'BACKUP', name: 'Paper', created: 1 }) as const,
    );
    let goOn = () => {};
    const answer = (event: RecognizeRequestEvent) => {
      event.respondWith(new Promise((resolve) => (goOn = () => resolve({}))));
    };
    const { element, heard } = place('recognize-devices', person, { devices, answer });
    await loaded(element);
    const elsewhere = document.body.appendChild(document.createElement('input'));
    const told: string[] = [];
    const said = part(element, '.said');
    const watch = new MutationObserver(() => told.push(said.textContent!.trim()));
    watch.observe(said, { childList: true, characterData: true, subtree: true });
    for (const count of [1, 2]) {
      labelled(element, 'Remove Paper').click();
      await element.updateComplete;
      part(element, 'dialog .danger').click();
      await until(() => of(heard, 'request').length === count);
      elsewhere.focus();
      goOn();
      await until(() => of(heard, 'devices-change').length === count);
      await element.updateComplete;
      expect(document.activeElement === elsewhere).to.equal(true);
    }
    await until(() => told.filter((text) => text === '\u2068Paper\u2069 was removed').length >= 2);
    watch.disconnect();
    elsewhere.remove();
  });

  it('does not tell of a failure about somebody who is no longer shown', async () => {
    let fail = () => {};
    const answer = (event: RecognizeRequestEvent) =>
      event.respondWith(new Promise((_, reject) => (fail = () => reject(new Error('late')))));
    const { element, heard } = place('recognize-devices', person, { answer });
    await until(() => of(heard, 'request').length === 1);
    const failFirst = fail;
    element.recognizeId = newPerson();
    await until(() => of(heard, 'request').length === 2);
    failFirst();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(life(heard)).to.deep.equal([]);
  });

  it('removes this device with another question, and the record with it', async () => {
    expect((await pageStore.read(person))?.device.name).to.equal('Kitchen');
    const { element } = place('recognize-devices', person);
    await loaded(element);
    labelled(element, 'Remove Kitchen').click();
    await element.updateComplete;
    expect(words(element)).to.contain('This is the device you are using');
    part(element, 'dialog .danger').click();
    await until(() => names(element).length === 1);
    expect(await pageStore.read(person)).to.equal(undefined);
  });

  it('says what went wrong, and asks again', async () => {
    let online = false;
    const forward = forwardAs(person);
    const answer = (event: RecognizeRequestEvent) =>
      online ? forward(event) : event.respondWith({ error: { code: 'server/unavailable' } });
    const { element, heard } = place('recognize-devices', person, { answer });
    await until(() => life(heard).length > 0);
    expect(life(heard)).to.deep.equal(['error server/unavailable']);
    await element.updateComplete;
    expect(part(element, '[role=alert]').textContent).to.contain('The service does not answer');
    online = true;
    part(element, '[role=alert] button').click();
    await loaded(element);
    expect(shows(element, '[role=alert]')).to.equal(false);
  });

  it('has the methods of the other elements', async () => {
    let online = false;
    const forward = forwardAs(person);
    const answer = (event: RecognizeRequestEvent) =>
      online ? forward(event) : event.respondWith({ error: { code: 'server/unavailable' } });
    const { element, heard } = place('recognize-devices', person, { answer, canRename: true, canAdd: true });
    expect(element.status).to.equal('loading');
    await until(() => element.status === 'failed');
    online = true;
    await Promise.all([element.retry(), element.retry()]);
    expect(element.status).to.equal('ready');
    expect(element.diagnostics).to.deep.equal({ version: 'test' });
    const asked = () =>
      of(heard, 'request').filter(({ detail }) => detail.operation === 'list-devices').length;
    const before = asked();
    await Promise.all([element.retry(), element.preload()]);
    expect(asked()).to.equal(before);
    await element.updateComplete;
    labelled(element, 'Rename Recovery').click();
    await element.updateComplete;
    expect(shows(element, 'input')).to.equal(true);
    await Promise.all([element.cancel(), element.cancel()]);
    await element.updateComplete;
    expect(shows(element, 'input')).to.equal(false);
    part(element, '[part=panel] > [part=button]').click();
    await until(() => element.status === 'running' && shows(element, 'recognize-enroll'));
    const reset = element.reset();
    expect(element.status).to.equal('loading');
    await reset;
    expect(element.status).to.equal('ready');
    await element.updateComplete;
    expect(shows(element, 'recognize-enroll')).to.equal(false);
    expect(names(element)).to.have.lengthOf(2);
    await element.start();
    expect(asked()).to.equal(before + 2);
    element.recognizeId = undefined;
    await element.updateComplete;
    expect(element.status).to.equal('idle');
  });

  it('sets up a further one before the camera', async () => {
    const { element, heard } = place('recognize-devices', person, { canAdd: true });
    await loaded(element);
    part(element, '[part=panel] > [part=button]').click();
    await until(() => of(heard, 'complete').length > 0);
    expect(of(heard, 'complete')[0]!.detail.result).to.include({ type: 'BACKUP', recognizeId: person });
    expect(of(heard, 'complete')[0]!.detail.result.clientState).to.be.a('string');
    expect(of(heard, 'devices-change').map(({ detail }) => detail.action)).to.deep.equal(['added']);
    await until(() => names(element).length === 3);
    expect(life(heard)).to.deep.equal(['ready', 'complete']);
    part(element, '[part=panel] > [part=button]').click();
    await until(() => !shows(element, 'recognize-enroll'));
  });

  it('asks for a permission at each run that sets up a further one', async () => {
    const forward = forwardAs(person);
    let asked = 0;
    const answer = (event: RecognizeRequestEvent) =>
      event.detail.operation === 'add-device' && asked++ === 0
        ? event.respondWith({ error: { code: 'server/unavailable' } })
        : forward(event);
    const { element, heard } = place('recognize-devices', person, { canAdd: true, answer });
    await loaded(element);
    part(element, '[part=panel] > [part=button]').click();
    await until(() => life(heard).includes('error server/unavailable'));
    const enrollment = part(element, 'recognize-enroll');
    await until(() => shows(enrollment, '[part~=retry]'));
    part(enrollment, '[part~=retry]').click();
    await until(() => of(heard, 'complete').length > 0);
    expect(asked).to.equal(2);
  });
});
