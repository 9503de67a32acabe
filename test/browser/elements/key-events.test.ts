import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { waitUntil } from '../wait-until.ts';
import { button, listed } from './device-list.ts';
import { focusedLabel, newUser, placeElement, query, removeElements, renders } from './page.ts';

const devices = [{ deviceId: 'a', type: 'SDK', name: 'Desk', created: 1_790_000_000_000 }] as const;
const TYPES = ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'paste'] as const;
const COMPOSITION = ['compositionstart', 'compositionupdate', 'compositionend', 'textInput', 'drop'] as const;

describe('key events', function () {
  this.timeout(60_000);
  let dialog: HTMLDialogElement;
  /** What shortcuts of the page would react to. */
  const seen: string[] = [];
  const record = (event: Event) => seen.push(`${event.type} ${'key' in event ? event.key : ''}`.trim());

  beforeEach(() => {
    dialog = document.createElement('dialog');
    document.body.append(dialog);
    dialog.showModal();
    seen.length = 0;
    for (const type of TYPES) document.addEventListener(type, record);
  });
  afterEach(() => {
    for (const type of TYPES) document.removeEventListener(type, record);
    dialog.remove();
    removeElements();
  });

  it('of the field for a name stay in the element, and Escape closes only the field', async () => {
    const { element } = placeElement('recognize-devices', newUser(), { devices, canRename: true });
    dialog.append(element);
    await listed(element);
    button(element, 'Rename Desk').click();
    await waitUntil(() => focusedLabel(element) === 'Name of Desk');
    await sendKeys({ press: 'x' });
    await sendKeys({ press: 'y' });
    expect(query<HTMLInputElement>(element, 'input').value).to.equal('xy');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !renders(element, 'input'));
    expect(dialog.open).to.equal(true);
    expect(focusedLabel(element)).to.equal('Rename Desk');
    // The release of the key goes to the button, which has the focus now.
    expect(seen.filter((event) => event !== 'keyup Escape')).to.deep.equal([]);
    // Without an open field, the key is the page's.
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !dialog.open);
  });

  it('of a composition and of dropped text stay in the element', async () => {
    const { element } = placeElement('recognize-devices', newUser(), { devices, canRename: true });
    dialog.append(element);
    await listed(element);
    button(element, 'Rename Desk').click();
    await waitUntil(() => renders(element, 'input'));
    const leaving: string[] = [];
    const listen = (event: Event) => leaving.push(event.type);
    for (const type of COMPOSITION) document.addEventListener(type, listen);
    for (const type of COMPOSITION)
      query(element, 'input').dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    for (const type of COMPOSITION) document.removeEventListener(type, listen);
    expect(leaving).to.deep.equal([]);
  });

  it('of the question before a removal stay in its dialog, and Escape closes only that', async () => {
    const { element } = placeElement('recognize-devices', newUser(), { devices });
    dialog.append(element);
    await listed(element);
    button(element, 'Remove Desk').click();
    await waitUntil(() => focusedLabel(element) === 'Keep');
    await sendKeys({ press: 'x' });
    expect(seen).to.deep.equal([]);
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !renders(element, 'dialog'));
    expect(dialog.open).to.equal(true);
    expect(seen.filter((event) => event !== 'keyup Escape')).to.deep.equal([]);
  });

  it('of a run in a dialog stay in it, and those of content of the page go on to the page', async () => {
    const { element } = placeElement('recognize-enroll', newUser(), {
      layout: 'dialog',
      innerHTML: '<input slot="alternative" aria-label="Code">',
      authorization: () => new Promise<never>(() => {}),
    });
    void element.start();
    await waitUntil(() => renders(element, 'dialog:modal'));
    query(element, '[part~=cancel]').focus();
    await sendKeys({ press: 'x' });
    expect(seen).to.deep.equal([]);
    element.querySelector('input')!.focus();
    await sendKeys({ press: 'y' });
    expect(seen).to.include('keydown y').and.to.include('keyup y');
    query(element, '[part~=cancel]').focus();
    seen.length = 0;
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => element.status !== 'running');
    expect(dialog.open).to.equal(true);
    expect(seen.filter((event) => event !== 'keyup Escape')).to.deep.equal([]);
  });
});
