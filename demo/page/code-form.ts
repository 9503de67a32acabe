import type { Account } from './api-schema.ts';
import { field, form } from './parts.ts';
import { homeOf, navigate } from './router.ts';
import { texts } from './texts/index.ts';

/**
 * A form for a one-time code.
 *
 * @param use called with the code; resolves with the account that it opens
 * @param next shows the view that follows
 */
export function codeForm(
  use: (code: string) => Promise<Account>,
  next: (account: Account) => void = continueAs,
): HTMLFormElement {
  const { code: label, submit } = texts().signInForm;
  const attributes = { inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: 7 };
  return form([field({ name: 'code', label, ...attributes })], submit, async ({ code = '' }) =>
    next(await use(code)),
  );
}

/** Enters a code into the form within `root`, and submits it. */
export function submitCode(root: HTMLElement, code: string): void {
  const input = root.querySelector<HTMLInputElement>('input[name=code]');
  if (input === null) return;
  input.value = code;
  input.form?.requestSubmit();
}

/** Shows the view that follows the first factor. */
export const continueAs = (account: Account): void => navigate(homeOf(account));
