import { Refused } from '../api.ts';
import { h } from '../dom.ts';
import { card, heading, saying } from '../parts.ts';
import type { View } from '../router.ts';
import { texts } from '../texts/index.ts';

/** The host did not answer, or not as it should. */
export function unreachable(thrown: unknown, again: () => void): View {
  const { offline, failed, again: label } = texts();
  const title = thrown instanceof Refused && thrown.reason === 'offline' ? offline : failed;
  const retry = h('button', { class: 'primary', onclick: again }, label);
  const content = h('div', { class: 'narrow' }, heading(title), card({}, h('p', {}, saying(thrown)), retry));
  return { title, content };
}
