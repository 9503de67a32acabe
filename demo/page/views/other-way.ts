import { type Account, api } from '../api.ts';
import { h } from '../dom.ts';
import { createInbox } from '../inbox.ts';
import { card, columns, field, form, heading } from '../parts.ts';
import { go, home, type View } from '../router.ts';
import { texts } from '../texts/index.ts';

/** Without a face: the factor of the two that is still missing. */
export function otherWay({ name, factors }: Account): View {
  const { otherWay: words, enter } = texts();
  const box = card({});
  const inbox = createInbox((code) => {
    const input = box.querySelector<HTMLInputElement>('input[name=code]');
    if (input === null) return;
    input.value = code;
    input.form?.requestSubmit();
  });
  const codeForm = () =>
    form(
      [
        field({
          name: 'code',
          label: enter.code,
          inputmode: 'numeric',
          autocomplete: 'one-time-code',
          maxlength: 7,
        }),
      ],
      enter.submit,
      async ({ code = '' }) => go(home(await api.useCode(name, code))),
    );
  const send = () =>
    form([], enter.sendCode, async () => {
      await api.send(name, 'code');
      box.replaceChildren(codeForm());
      await inbox.look(name);
    });
  const password = () =>
    form(
      [
        field({
          name: 'password',
          label: enter.withPassword,
          type: 'password',
          autocomplete: 'current-password',
        }),
      ],
      enter.submit,
      async ({ password = '' }) => go(home(await api.signIn(name, password))),
    );
  box.append(factors.includes('password') ? send() : password());
  return {
    title: words.title,
    content: factors.includes('password')
      ? columns([heading(words.title, words.lead), box], [inbox.content])
      : h('div', { class: 'narrow' }, heading(words.title, words.lead), box),
  };
}
