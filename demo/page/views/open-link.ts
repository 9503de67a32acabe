import { api } from '../api.ts';
import { ApiError } from '../api-error.ts';
import { continueAs } from '../code-form.ts';
import { h } from '../dom.ts';
import { card, form, heading, link } from '../parts.ts';
import type { View } from '../router.ts';
import { texts } from '../texts/index.ts';

/** The target of a magic link. The link is used after a click only, so that a mail scanner that loads the page and runs its scripts does not use it. */
export function openLink(secret: string): View {
  const words = texts().signInForm;
  const use = form([], words.submit, async () => {
    const account = await api.useLink(secret).catch((error: unknown) => {
      if (!(error instanceof ApiError && error.reason === 'wrong')) throw error;
    });
    if (account !== undefined) return continueAs(account);
    const failed = h('p', { role: 'alert', class: 'refusal', tabindex: -1 }, words.linkFailed);
    use.replaceWith(failed, link('sign-in', words.title, 'button'));
    // The focused button was removed.
    failed.focus();
  });
  const content = h('div', { class: 'narrow' }, heading(words.linkTitle), card({}, use));
  return { title: words.linkTitle, content };
}
