import { api } from '../api.ts';
import { enter } from '../code-form.ts';
import { h } from '../dom.ts';
import { heading, link } from '../parts.ts';
import type { View } from '../router.ts';
import { texts } from '../texts/index.ts';

/** Where a magic link leads. Nothing happens by merely loading it: a mail scanner does not use it up. */
export function openLink(secret: string): View {
  const { enter: words } = texts();
  const said = h('p', { role: 'alert', class: 'refusal' });
  const content = h('div', { class: 'narrow' }, heading(words.linkTitle), said);
  api.useLink(secret).then(enter, () => {
    said.textContent = words.linkFailed;
    content.append(link('sign-in', words.title, 'button'));
  });
  return { title: words.linkTitle, content };
}
