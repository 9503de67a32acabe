import { api } from '../api.ts';
import { codeForm, enter, typeCode } from '../code-form.ts';
import { h, icon, icons } from '../dom.ts';
import { createInbox } from '../inbox.ts';
import { card, columns, field, form, heading, link } from '../parts.ts';
import type { View } from '../router.ts';
import { texts } from '../texts/index.ts';

type Way = 'password' | 'code' | 'link';

const signs: Record<Way, string> = { password: icons.key, code: icons.mail, link: icons.link };

/** The first factor, by one of three ways. */
export function signIn(): View {
  const words = texts().enter;
  const title = { password: words.withPassword, code: words.withCode, link: words.withLink };
  const body = h('div', { class: 'way' });
  const inbox = createInbox((code) => typeCode(body, code));
  const told = h('p', { tabindex: -1 });
  let name = '';
  let chosen: Way;

  function show(way: Way): void {
    chosen = way;
    name = body.querySelector<HTMLInputElement>('input[name=name]')?.value ?? name;
    body.replaceChildren(ways[way]());
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.value === way));
  }
  const nameField = () =>
    field({ name: 'name', label: words.name, value: name, autocomplete: 'username', autocapitalize: 'none' });

  const ways: Record<Way, () => HTMLElement> = {
    password: () =>
      form(
        [
          nameField(),
          field({
            name: 'password',
            label: words.withPassword,
            type: 'password',
            autocomplete: 'current-password',
          }),
        ],
        words.submit,
        async (values) => enter(await api.signIn(values.name ?? '', values.password ?? '')),
      ),
    code: () =>
      form([nameField()], words.sendCode, async (values) => {
        name = values.name ?? '';
        await api.send(name, 'code');
        // Another way was chosen meanwhile.
        if (chosen !== 'code') return;
        body.replaceChildren(codeForm(name));
        body.querySelector('input')?.focus();
        await inbox.look(name);
      }),
    link: () =>
      form([nameField()], words.sendLink, async (values) => {
        name = values.name ?? '';
        await api.send(name, 'link');
        if (chosen !== 'link') return;
        told.textContent = words.linkSent;
        body.replaceChildren(told);
        told.focus();
        await inbox.look(name);
      }),
  };
  const buttons = (['password', 'code', 'link'] as const).map((way) =>
    h('button', { value: way, type: 'button', onclick: () => show(way) }, icon(signs[way]), title[way]),
  );
  show('password');
  const enterCard = card(
    {},
    h('div', { class: 'tabs', role: 'group', 'aria-label': words.title }, ...buttons),
    body,
    h('p', { class: 'other' }, link('register', words.create)),
  );
  return {
    title: words.title,
    content: columns([heading(words.title, words.lead), enterCard], [inbox.content]),
  };
}
