import { api } from '../api.ts';
import type { Account } from '../api-schema.ts';
import { codeForm, continueAs, submitCode } from '../code-form.ts';
import { h } from '../dom.ts';
import { createInbox } from '../inbox.ts';
import { card, columns, field, form, heading } from '../parts.ts';
import type { View } from '../router.ts';
import { texts } from '../texts/index.ts';

/** Signs in without the face: asks for the second of the two other factors. */
export function withoutFace({ name, factors }: Account): View {
  const { title, lead } = texts().withoutFace;
  const top = heading(title, lead);
  if (!factors.includes('password'))
    return { title, content: h('div', { class: 'narrow' }, top, passwordCard(name)) };
  const box = card({});
  const inbox = createInbox((code) => submitCode(box, code));
  const sendCode = form([], texts().signInForm.sendCode, async () => {
    await api.sendMessage(name, 'code');
    box.replaceChildren(codeForm((code) => api.useCode(name, code)));
    box.querySelector('input')?.focus();
    await inbox.refresh(name);
  });
  box.append(sendCode);
  return { title, content: columns([top, box], [inbox.content]) };
}

function passwordCard(name: string): HTMLElement {
  const { withPassword: label, submit } = texts().signInForm;
  const attributes = { type: 'password', autocomplete: 'current-password' };
  const fields = [field({ name: 'password', label, ...attributes })];
  return card(
    {},
    form(fields, submit, async ({ password = '' }) => continueAs(await api.signIn(name, password))),
  );
}
