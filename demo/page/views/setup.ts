import { type Account, api } from '../api.ts';
import { beside, element, whenComplete } from '../ceremony.ts';
import { h, icon, icons } from '../dom.ts';
import { columns, heading, link } from '../parts.ts';
import { rememberBound, type View } from '../router.ts';
import { texts } from '../texts/index.ts';

interface Enrolled {
  readonly recognizeId: string;
  readonly deviceId: string;
  readonly clientState?: string;
  readonly assertion: string;
  readonly device?: { readonly deviceId: string };
}

/** Enrolls the face: the client state is kept by the host (BACKUP), or used up at once to bind this browser (TEMPORARY). */
export function setup({ recognizeId }: Account): View {
  const words = texts().setup;
  const enroll = element('recognize-enroll', { 'recognize-id': recognizeId });
  const also = h('input', { type: 'checkbox', name: 'activate', onchange: apply });
  enroll.authorization = () => api.authorization('enroll', enroll.activate);

  function apply(): void {
    const { type } = Object.fromEntries(new FormData(choice)) as { type: 'BACKUP' | 'TEMPORARY' };
    enroll.type = type;
    enroll.activate = type === 'TEMPORARY' || also.checked;
    also.disabled = type === 'TEMPORARY';
  }
  const option = (value: string, title: string, text: string, path: string, ...more: Node[]) =>
    h(
      'div',
      { class: 'option' },
      h(
        'label',
        {},
        h('input', { type: 'radio', name: 'type', value, checked: value === 'BACKUP', onchange: apply }),
        icon(path),
        h('span', {}, h('strong', {}, title), h('span', { class: 'quiet' }, text)),
      ),
      ...more,
    );
  const choice = h(
    'form',
    { class: 'options' },
    option(
      'BACKUP',
      words.backup,
      words.backupText,
      icons.shield,
      h('label', { class: 'also' }, also, words.alsoBind),
    ),
    option('TEMPORARY', words.temporary, words.temporaryText, icons.clock),
  );
  const next = h('p', { class: 'next' }, link('account', words.later));

  whenComplete<Enrolled>(enroll, async ({ deviceId, clientState, assertion, device }) => {
    choice.hidden = true;
    // It is bound, whatever the host hears of it.
    if (device !== undefined) rememberBound(recognizeId, device.deviceId);
    await api.prove({ assertion, deviceId, ...(clientState === undefined ? {} : { clientState }) });
    next.replaceChildren(link('account', words.done, 'button primary', icons.arrow));
  });
  const content = columns([heading(words.title, words.lead), choice, enroll, next], beside(enroll));
  return { title: words.title, content };
}
