import { api } from '../api.ts';
import type { Account } from '../api-schema.ts';
import { storeBoundDevice } from '../bound-device.ts';
import { createElement, onComplete, sidePanels } from '../ceremony.ts';
import { h, icon, icons } from '../dom.ts';
import { columns, heading, link } from '../parts.ts';
import type { View } from '../router.ts';
import { texts } from '../texts/index.ts';

interface EnrollResult {
  readonly recognizeId: string;
  readonly deviceId: string;
  readonly clientState?: string;
  readonly assertion: string;
  readonly device?: { readonly deviceId: string };
  /** Set when a phone has carried it out. */
  readonly handoff?: string;
}

/** Enrolls the face. The host stores the client state (BACKUP), or it is used at once to bind this browser (TEMPORARY). */
export function setup({ recognizeId }: Account): View {
  const words = texts().setup;
  const enrollment = createElement('recognize-enroll', { 'recognize-id': recognizeId, handoff: 'auto' });
  enrollment.authorization = () => api.authorization('enroll', enrollment.activate);
  const options = optionsForm((type, activate) => Object.assign(enrollment, { type, activate }));
  const next = h('p', { class: 'next' }, link('account', words.later));

  onComplete<EnrollResult>(enrollment, async ({ deviceId, clientState, assertion, device, handoff }) => {
    options.hidden = true;
    // Before the request to the host: the browser is bound even when that request fails.
    if (device !== undefined && handoff === undefined) storeBoundDevice(recognizeId, device.deviceId);
    const stored = clientState === undefined ? {} : { clientState };
    await api.submitAssertion({ assertion, deviceId, ...stored });
    next.replaceChildren(link('account', words.done, 'button primary', icons.arrow));
  });
  const main = [heading(words.title, words.lead), options, enrollment, next];
  return { title: words.title, content: columns(main, sidePanels(enrollment)) };
}

type EnrollType = 'BACKUP' | 'TEMPORARY';

/** The choice between the two types. @param onChange called with `activate`: whether this browser is bound at once */
function optionsForm(onChange: (type: EnrollType, activate: boolean) => void): HTMLElement {
  const words = texts().setup;
  const alsoBind = h('input', { type: 'checkbox', name: 'activate', onchange: apply });
  function apply(): void {
    const type = new FormData(options).get('type') as EnrollType;
    onChange(type, type === 'TEMPORARY' || alsoBind.checked);
    alsoBind.disabled = type === 'TEMPORARY';
  }
  const option = (value: EnrollType, title: string, description: string, iconPath: string) =>
    h(
      'label',
      {},
      h('input', { type: 'radio', name: 'type', value, checked: value === 'BACKUP', onchange: apply }),
      icon(iconPath),
      h('span', {}, h('strong', {}, title), h('span', { class: 'quiet' }, description)),
    );
  const options = h(
    'form',
    { class: 'options' },
    h(
      'div',
      { class: 'option' },
      option('BACKUP', words.backup, words.backupText, icons.shield),
      h('label', { class: 'also' }, alsoBind, words.alsoBind),
    ),
    h('div', { class: 'option' }, option('TEMPORARY', words.temporary, words.temporaryText, icons.clock)),
  );
  return options;
}
