import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { RecognizeRequestEvent } from '../../../src/events.ts';
import type { Device } from '../../../src/wire/device.ts';
import { waitUntil } from '../wait-until.ts';
import { button, deviceNames, listed } from './device-list.ts';
import {
  detailsOf,
  focusedLabel,
  newUser,
  placeElement,
  query,
  removeElements,
  renders,
  textOf,
} from './page.ts';

const deviceOf = (index: number, change: Partial<Device> = {}): Device => ({
  deviceId: `${index}`.padStart(22, 'a'),
  type: 'SDK',
  name: 'Firefox on Linux',
  browser: 'Firefox',
  system: 'Linux',
  created: 1_790_000_000_000 + index,
  ...change,
});
const recovery = deviceOf(9, { type: 'BACKUP', name: 'Recovery' });
const phone = deviceOf(1, { name: 'Safari on iOS', browser: 'Safari', system: 'iOS' });

/** The accessible names of all buttons. */
const buttonNames = (element: HTMLElement): string[] =>
  [...element.shadowRoot!.querySelectorAll('button')].map(
    (each) => each.ariaLabel ?? each.textContent!.trim(),
  );
const textButton = (element: HTMLElement, label: string): HTMLButtonElement =>
  [...element.shadowRoot!.querySelectorAll('button')].find((each) => each.textContent!.trim() === label)!;

describe('devices that can be told apart', function () {
  this.timeout(60_000);
  afterEach(() => removeElements());

  it('have names that differ, also in their buttons, and an icon with the kind as its label', async () => {
    const devices = [deviceOf(2), deviceOf(3), phone, recovery];
    const { element } = placeElement('recognize-devices', newUser(), { devices, canRename: true });
    await listed(element);
    expect(deviceNames(element).sort()).to.deep.equal([
      'Firefox on Linux',
      'Firefox on Linux 2',
      'Recovery',
      'Safari on iOS',
    ]);
    expect(new Set(buttonNames(element)).size).to.equal(8);
    const kinds = [...element.shadowRoot!.querySelectorAll('svg[role=img]')].map((icon) => icon.ariaLabel);
    expect(kinds.sort()).to.deep.equal([
      'Browser on a computer',
      'Browser on a computer',
      'Browser on a phone',
      'Recovery',
    ]);
  });

  it('are under the question of the review already while they load, so that the title does not change', async () => {
    const { element } = placeElement('recognize-devices', newUser(), {
      review: true,
      answer: (event: RecognizeRequestEvent) => event.respondWith(new Promise(() => {})),
    });
    await element.updateComplete;
    expect(element.status).to.equal('loading');
    expect(query(element, 'h2').textContent).to.equal('Do you still have these?');
  });

  it('have headings in a long list, which scrolls inside the element with the keyboard', async () => {
    const devices = Array.from({ length: 49 }, (_, index) => deviceOf(index)).concat(
      deviceOf(50, { type: 'BACKUP', name: 'Recovery' }),
    );
    const { element } = placeElement('recognize-devices', newUser(), { devices });
    await listed(element);
    const headings = [...element.shadowRoot!.querySelectorAll('h3')].map((heading) => heading.textContent);
    expect(headings).to.deep.equal(['Browsers', 'Recovery']);
    const area = query(element, '.scroll');
    expect(area.ariaLabel).to.equal('Your devices');
    expect(element.getBoundingClientRect().height).to.be.below(700);
    expect(area.scrollHeight).to.be.above(2_000);
    area.focus();
    await sendKeys({ press: 'End' });
    await waitUntil(() => area.scrollTop > 1_000);
    await expect(element).to.be.accessible();
  });

  it('are named by a failed removal, which can be repeated from there', async () => {
    let available = false;
    const answer = (event: RecognizeRequestEvent) =>
      event.respondWith(available ? {} : { error: { code: 'server/unavailable' } });
    const { element, events } = placeElement('recognize-devices', newUser(), {
      devices: [phone, recovery],
      answer,
    });
    await listed(element);
    button(element, 'Remove Safari on iOS').click();
    await waitUntil(() => renders(element, 'dialog'));
    query(element, 'dialog .danger').click();
    await waitUntil(() => renders(element, '[role=alert]'));
    expect(textOf(element)).to.contain('Safari on iOS couldn’t be removed.');
    await waitUntil(() => focusedLabel(element) === 'Try again');
    expect(deviceNames(element)).to.have.lengthOf(2);
    available = true;
    query(element, '[role=alert] button').click();
    await waitUntil(() => deviceNames(element).length === 1);
    expect(detailsOf(events, 'devices-change').map(({ device }) => device.name)).to.deep.equal([
      'Safari on iOS',
    ]);
    expect(renders(element, '[role=alert]')).to.equal(false);
    expect(textOf(element)).to.contain('Safari on iOS was removed');
  });
});

describe('the review of devices', function () {
  this.timeout(60_000);
  afterEach(() => removeElements());
  const placeReview = async (devices: readonly Device[]) => {
    const { element } = placeElement('recognize-devices', newUser(), { devices, review: true });
    await listed(element);
    return element;
  };

  it('asks one question, and ends after "yes"', async () => {
    const element = await placeReview([deviceOf(2), phone, recovery]);
    expect(query(element, 'h2').textContent).to.equal('Do you still have these?');
    expect(query(element, '.panel').ariaLabel).to.equal('Do you still have these?');
    expect(deviceNames(element).sort()).to.deep.equal(['Firefox on Linux', 'Safari on iOS']);
    expect(buttonNames(element)).to.deep.equal(['Yes, all of them', 'No, not all']);
    await expect(element).to.be.accessible();
    textButton(element, 'Yes, all of them').focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => deviceNames(element).length === 0);
    expect(query(element, '[role=status]').textContent).to.equal('Great, there’s nothing else to do.');
    expect(focusedLabel(element)).to.equal('panel');
  });

  it('shows the list with its buttons after "no", until the person is done', async () => {
    const element = await placeReview([phone, recovery]);
    textButton(element, 'No, not all').click();
    await waitUntil(() => deviceNames(element).length === 2);
    expect(textOf(element)).to.contain('Remove what you no longer have.');
    expect(buttonNames(element)).to.deep.equal(['Remove Safari on iOS', 'Remove Recovery', 'Done']);
    textButton(element, 'Done').click();
    await waitUntil(() => deviceNames(element).length === 0);
  });

  it('shows the list at once when there is no other browser', async () => {
    const element = await placeReview([recovery]);
    expect(buttonNames(element)).to.deep.equal(['Remove Recovery']);
  });
});
