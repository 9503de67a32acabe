import { api } from '../api.ts';
import { h } from '../dom.ts';
import { card, field, form, heading, link } from '../parts.ts';
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
  const registration = form(fields, words.submit, async ({ name = '', password = '' }) => {
    await api.register(name, password);
    navigate('setup');
  });
  const content = h(
    'div',
    { class: 'narrow' },
    heading(words.title, words.lead),
    card({}, registration, h('p', { class: 'alternative' }, link('sign-in', words.have))),
  );
  return { title: words.title, content };
}
