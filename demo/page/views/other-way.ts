import { type Account, api } from '../api.ts';
import { codeForm, enter, typeCode } from '../code-form.ts';
import { h } from '../dom.ts';
import { createInbox } from '../inbox.ts';
import { card, columns, field, form, heading } from '../parts.ts';
import type { View } from '../router.ts';
import { texts } from '../texts/index.ts';

/** Without a face: the factor of the two that is still missing. */
export function otherWay({ name, factors }: Account): View {
  const { otherWay: words, enter: labels } = texts();
  const top = heading(words.title, words.lead);
  const box = card({});
  const inbox = createInbox((code) => typeCode(box, code));
  if (factors.includes('password')) {
    const send = form([], labels.sendCode, async () => {
      await api.send(name, 'code');
      box.replaceChildren(codeForm(name));
      box.querySelector('input')?.focus();
      await inbox.look(name);
    });
    box.append(send);
    return { title: words.title, content: columns([top, box], [inbox.content]) };
  }
  const secret = { type: 'password', autocomplete: 'current-password' };
  const fields = [field({ name: 'password', label: labels.withPassword, ...secret })];
  box.append(
    form(fields, labels.submit, async ({ password = '' }) => enter(await api.signIn(name, password))),
  );
  return { title: words.title, content: h('div', { class: 'narrow' }, top, box) };
}
