import { api, Refused } from '../api.ts';
import { enter } from '../code-form.ts';
import { h } from '../dom.ts';
import { card, form, heading, link } from '../parts.ts';
import type { View } from '../router.ts';
import { texts } from '../texts/index.ts';

/** Where a magic link leads. Nothing happens by merely loading it: a mail scanner that runs scripts does not use it up. */
export function openLink(secret: string): View {
  const { enter: words } = texts();
  const use = form([], words.submit, async () => {
    const account = await api.useLink(secret).catch((thrown: unknown) => {
      if (!(thrown instanceof Refused && thrown.reason === 'wrong')) throw thrown;
    });
    if (account !== undefined) return enter(account);
    const failed = h('p', { role: 'alert', class: 'refusal', tabindex: -1 }, words.linkFailed);
    use.replaceWith(failed, link('sign-in', words.title, 'button'));
    // The button that had it is gone.
    failed.focus();
  });
  const content = h('div', { class: 'narrow' }, heading(words.linkTitle), card({}, use));
  return { title: words.linkTitle, content };
}
