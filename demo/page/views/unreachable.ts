import { ApiError } from '../api-error.ts';
import { h } from '../dom.ts';
import { card, errorText, heading } from '../parts.ts';
import type { View } from '../router.ts';
import { texts } from '../texts/index.ts';

/** Shown when the host did not respond, or responded with an error. */
export function unreachable(error: unknown, retry: () => void): View {
  const { offline, failed, retry: label } = texts();
  const title = error instanceof ApiError && error.reason === 'offline' ? offline : failed;
  const button = h('button', { class: 'primary', onclick: retry }, label);
  const content = h(
    'div',
    { class: 'narrow' },
    heading(title),
    card({}, h('p', {}, errorText(error)), button),
  );
  return { title, content };
}
