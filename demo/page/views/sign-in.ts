import { api } from '../api.ts';
import { codeForm, continueAs, submitCode } from '../code-form.ts';
import { h, icon, icons } from '../dom.ts';
import { createInbox } from '../inbox.ts';
import { card, columns, field, form, heading, link } from '../parts.ts';
import type { View } from '../router.ts';
import { texts } from '../texts/index.ts';

const methods = ['password', 'code', 'link'] as const;
type Method = (typeof methods)[number];

const methodIcons: Record<Method, string> = { password: icons.key, code: icons.mail, link: icons.link };

/** The first factor, by one of three methods. */
export function signIn(): View {
  const words = texts().signInForm;
  const labels = { password: words.withPassword, code: words.withCode, link: words.withLink };
  const body = h('div');
  const inbox = createInbox((code) => submitCode(body, code));
  const linkSent = h('p', { tabindex: -1 }, words.linkSent);
  let name = '';
  let selected: Method;

  function select(method: Method): void {
    selected = method;
    // The entered name stays when the method changes.
    name = body.querySelector<HTMLInputElement>('input[name=name]')?.value ?? name;
    body.replaceChildren(method === 'password' ? passwordForm(name) : messageForm(method));
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.value === method));
  }
  const messageForm = (kind: 'code' | 'link') =>
    form([nameField(name)], kind === 'code' ? words.sendCode : words.sendLink, async (values) => {
      name = values.name ?? '';
      await api.sendMessage(name, kind);
      // Not after the user has selected another method in the meantime.
      if (selected !== kind) return;
      body.replaceChildren(kind === 'code' ? codeForm((code) => api.useCode(name, code)) : linkSent);
      (body.querySelector('input') ?? linkSent).focus();
      await inbox.refresh(name);
    });
  const buttons = methods.map((method) =>
    h(
      'button',
      { value: method, type: 'button', onclick: () => select(method) },
      icon(methodIcons[method]),
      labels[method],
    ),
  );
  select('password');
  const methodsCard = card(
    {},
    h('div', { class: 'tabs', role: 'group', 'aria-label': words.title }, ...buttons),
    body,
    h('p', { class: 'alternative' }, link('register', words.create)),
  );
  return {
    title: words.title,
    content: columns([heading(words.title, words.lead), methodsCard], [inbox.content]),
  };
}

const nameField = (value: string) =>
  field({
    name: 'name',
    label: texts().signInForm.name,
    value,
    autocomplete: 'username',
    autocapitalize: 'none',
  });

function passwordForm(name: string): HTMLElement {
  const { withPassword: label, submit } = texts().signInForm;
  const password = field({ name: 'password', label, type: 'password', autocomplete: 'current-password' });
  return form([nameField(name), password], submit, async (values) =>
    continueAs(await api.signIn(values.name ?? '', values.password ?? '')),
  );
}
