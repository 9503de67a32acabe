import { type Account, api } from './api.ts';
import { field, form } from './parts.ts';
import { go, home } from './router.ts';
import { texts } from './texts/index.ts';

/** Takes the one-time code that was sent to somebody. */
export function codeForm(name: string): HTMLFormElement {
  const { code: label, submit } = texts().enter;
  const digits = { inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: 7 };
  return form([field({ name: 'code', label, ...digits })], submit, async ({ code = '' }) =>
    enter(await api.useCode(name, code)),
  );
}

/** Types a code into the form below `root`, and sends it. */
export function typeCode(root: HTMLElement, code: string): void {
  const input = root.querySelector<HTMLInputElement>('input[name=code]');
  if (input === null) return;
  input.value = code;
  input.form?.requestSubmit();
}

/** Goes on with somebody who has shown a factor. */
export const enter = (account: Account): void => go(home(account));
