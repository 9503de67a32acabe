import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { RecognizeRequestEvent } from '../../../src/events.ts';
import { waitUntil } from '../wait-until.ts';
import { createBoundUser } from './bound-user.ts';
import { button, deviceNames, listed } from './device-list.ts';
import {
  detailsOf,
  focusedLabel,
  forwardAs,
  openTrackCount,
  outcomesOf,
  pageStore,
  placeElement,
  query,
  removeElements,
  renders,
  textOf,
} from './page.ts';

describe('changes in the list of devices', function () {
  this.timeout(180_000);
  let user: string;
  beforeEach(async () => {
    user = await createBoundUser();
  });
  afterEach(() => {
    removeElements();
    expect(openTrackCount()).to.equal(0);
  });

  it('shows a device as removed that another tab has removed before it is renamed', async () => {
    const forward = forwardAs(user);
    const answer = (event: RecognizeRequestEvent) =>
      event.detail.operation === 'rename-device'
        ? event.respondWith({ error: { code: 'server/not-found' } })
        : forward(event);
    const { element, events } = placeElement('recognize-devices', user, { canRename: true, answer });
    await listed(element);
    button(element, 'Rename Recovery').click();
    await element.updateComplete;
    query<HTMLInputElement>(element, 'input').value = 'Safe';
    query(element, 'form button').click();
    await waitUntil(() => textOf(element).includes('Recovery was removed'));
    expect(deviceNames(element)).to.not.include('Recovery');
    expect(detailsOf(events, 'devices-change').map(({ action }) => action)).to.deep.equal(['removed']);
    expect(outcomesOf(events)).to.deep.equal(['ready']);
    await waitUntil(() => /^(Rename|Remove) /.test(focusedLabel(element)));
  });

  it('renames a device with the keyboard and dispatches the change', async () => {
    const { element, events } = placeElement('recognize-devices', user, { canRename: true });
    await listed(element);
    button(element, 'Rename Recovery').focus();
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    const input = query<HTMLInputElement>(element, 'input');
    expect(focusedLabel(element)).to.equal('Name of Recovery');
    expect(input.value.slice(input.selectionStart!, input.selectionEnd!)).to.equal('Recovery');
    await sendKeys({ type: 'Safe' });
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => detailsOf(events, 'devices-change').length > 0);
    expect(detailsOf(events, 'devices-change')[0]).to.deep.include({ action: 'renamed' });
    await waitUntil(() => textOf(element).includes('Renamed to Safe'));
    expect(deviceNames(element)).to.include('Safe');
    expect(focusedLabel(element)).to.equal('Rename Safe');

    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    await sendKeys({ press: 'Escape' });
    await element.updateComplete;
    expect(renders(element, 'input')).to.equal(false);
    expect(detailsOf(events, 'devices-change')).to.have.lengthOf(1);
  });

  it('removes a device after a dialog in which the safe button has the focus', async () => {
    const { element, events } = placeElement('recognize-devices', user);
    await listed(element);
    button(element, 'Remove Recovery').focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => renders(element, 'dialog'));
    expect(query(element, 'dialog').matches(':modal')).to.equal(true);
    expect(focusedLabel(element)).to.equal('Keep');
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => !renders(element, 'dialog'));
    expect(deviceNames(element)).to.have.lengthOf(2);
    expect(focusedLabel(element)).to.equal('Remove Recovery');

    button(element, 'Remove Recovery').click();
    await element.updateComplete;
    query(element, 'dialog .danger').click();
    await waitUntil(() => detailsOf(events, 'devices-change').length > 0);
    expect(detailsOf(events, 'devices-change')[0]!.action).to.equal('removed');
    await waitUntil(() => textOf(element).includes('Recovery was removed'));
    expect(deviceNames(element)).to.deep.equal(['Kitchen This device']);
    // The next device has the focus, or the one before.
    expect(focusedLabel(element)).to.equal('Remove Kitchen');
  });

  it('announces the same message twice, and leaves the focus where the user has moved it', async () => {
    const devices = ['a', 'b'].map(
      (letter) =>
        ({ deviceId: letter.repeat(22), type: 'BACKUP', name: 'Paper', created: 1_790_000_000_000 }) as const,
    );
    let respond = () => {};
    const answer = (event: RecognizeRequestEvent) => {
      event.respondWith(new Promise((resolve) => (respond = () => resolve({}))));
    };
    const { element, events } = placeElement('recognize-devices', user, { devices, answer });
    await listed(element);
    const input = document.body.appendChild(document.createElement('input'));
    const announced: string[] = [];
    const region = query(element, '[role=status]');
    const observer = new MutationObserver(() => announced.push(region.textContent!.trim()));
    observer.observe(region, { childList: true, characterData: true, subtree: true });
    for (const count of [1, 2]) {
      button(element, 'Remove Paper').click();
      await element.updateComplete;
      query(element, 'dialog .danger').click();
      await waitUntil(() => detailsOf(events, 'request').length === count);
      input.focus();
      respond();
      await waitUntil(() => detailsOf(events, 'devices-change').length === count);
      await element.updateComplete;
      expect(document.activeElement === input).to.equal(true);
    }
    const message = '\u2068Paper\u2069 was removed';
    await waitUntil(() => announced.filter((text) => text === message).length >= 2);
    observer.disconnect();
    input.remove();
  });

  it('removes this browser after another question, together with its record', async () => {
    expect((await pageStore.read(user))?.device.name).to.equal('Kitchen');
    const { element } = placeElement('recognize-devices', user);
    await listed(element);
    button(element, 'Remove Kitchen').click();
    await element.updateComplete;
    expect(textOf(element)).to.contain('using this device right now');
    query(element, 'dialog .danger').click();
    await waitUntil(() => deviceNames(element).length === 1);
    expect(await pageStore.read(user)).to.equal(undefined);
  });

  it('adds a device in front of the camera', async () => {
    const { element, events } = placeElement('recognize-devices', user, { canAdd: true });
    await listed(element);
    query(element, '[part=panel] > [part=button]').click();
    await waitUntil(() => detailsOf(events, 'complete').length > 0);
    const { result } = detailsOf(events, 'complete')[0]!;
    expect(result).to.include({ type: 'BACKUP', recognizeId: user });
    expect(result.clientState).to.be.a('string');
    await waitUntil(() => deviceNames(element).length === 3);
    await waitUntil(() => detailsOf(events, 'devices-change').length > 0);
    const [change] = detailsOf(events, 'devices-change');
    expect(change).to.deep.include({ action: 'added' });
    expect(change!.device.name).to.equal('Recovery 2');
    expect(outcomesOf(events)).to.deep.equal(['ready', 'complete']);
    query(element, '[part=panel] > [part=button]').click();
    await waitUntil(() => !renders(element, 'recognize-enroll'));
  });

  it('requests an authorization for each run that adds a device', async () => {
    const forward = forwardAs(user);
    let requests = 0;
    const answer = (event: RecognizeRequestEvent) =>
      event.detail.operation === 'add-device' && requests++ === 0
        ? event.respondWith({ error: { code: 'server/unavailable' } })
        : forward(event);
    const { element, events } = placeElement('recognize-devices', user, { canAdd: true, answer });
    await listed(element);
    query(element, '[part=panel] > [part=button]').click();
    await waitUntil(() => outcomesOf(events).includes('error server/unavailable'));
    const enrollment = query(element, 'recognize-enroll');
    await waitUntil(() => renders(enrollment, '[part~=retry]'));
    query(enrollment, '[part~=retry]').click();
    await waitUntil(() => detailsOf(events, 'complete').length > 0);
    expect(requests).to.equal(2);
  });
});
