import { api } from '../api.ts';
import { h } from '../dom.ts';
import { heading, link } from '../parts.ts';
import { go, home, type View } from '../router.ts';
import { texts } from '../texts/index.ts';

/** Where a magic link leads. Nothing happens by merely loading it: a mail scanner does not use it up. */
export function openLink(secret: string): View {
  const { enter } = texts();
  const said = h('p', { role: 'alert', class: 'refusal' });
  const content = h('div', { class: 'narrow' }, heading(enter.linkTitle), said);
  api.useLink(secret).then(
    (account) => go(home(account)),
    () => {
      said.textContent = enter.linkFailed;
      content.append(link('sign-in', enter.title, 'button'));
    },
  );
  return { title: enter.linkTitle, content };
}
