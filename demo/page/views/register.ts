import { api } from '../api.ts';
import { codeForm, submitCode } from '../code-form.ts';
import { h } from '../dom.ts';
import { createInbox } from '../inbox.ts';
import { card, columns, field, form, heading, link } from '../parts.ts';
import { navigate, type View } from '../router.ts';
import { texts } from '../texts/index.ts';

export function register(): View {
  const words = texts().register;
  const fields = [
    field({
      name: 'name',
      label: words.name,
      autocomplete: 'username',
      autocapitalize: 'none',
      maxlength: 40,
    }),
    field({
      name: 'password',
      label: words.password,
      hint: words.passwordHint,
      type: 'password',
      autocomplete: 'new-password',
      minlength: 8,
    }),
  ];
  const box = card({});
  const inbox = createInbox((code) => submitCode(box, code));
  const registration = form(fields, words.submit, async ({ name = '', password = '' }) => {
    await api.register(name, password);
    const confirmation = codeForm(api.confirmRegistration, () => navigate('setup'));
    box.replaceChildren(h('p', {}, words.codeSent), confirmation);
    confirmation.querySelector('input')?.focus();
    await inbox.refresh(name);
  });
  box.append(registration, h('p', { class: 'alternative' }, link('sign-in', words.have)));
  return { title: words.title, content: columns([heading(words.title, words.lead), box], [inbox.content]) };
}
