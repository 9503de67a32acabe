import { createElement } from '../ceremony.ts';
import { h, icons } from '../dom.ts';
import { link } from '../parts.ts';
import { homeOf, type View, type Visit } from '../router.ts';
import { texts } from '../texts/index.ts';

export function home({ account }: Visit): View {
  const { home: words, account: accountLabel } = texts();
  const steps = words.steps.map(([title = '', description = '']) =>
    h('li', {}, h('h2', {}, title), h('p', {}, description)),
  );
  const actions =
    account === null
      ? [link('register', words.create, 'button primary'), link('sign-in', words.comeBack, 'button')]
      : [link(homeOf(account), accountLabel, 'button primary', icons.arrow)];
  const introduction = h(
    'div',
    { class: 'words' },
    h('h1', { tabindex: -1 }, ...words.title.map((line) => h('span', {}, `${line} `))),
    h('p', { class: 'lead' }, words.lead),
    h('p', { class: 'actions' }, ...actions),
    h('p', { class: 'quiet' }, words.noCamera),
  );
  const content = h(
    'div',
    { class: 'home' },
    h('div', { class: 'hero' }, introduction, showcase(words.element)),
    h('ol', { class: 'steps' }, ...steps),
    h('p', { class: 'disclaimer quiet' }, words.disclaimer),
  );
  return { title: 'Larch', content };
}

/** The element as people see it. Without an account there is nobody to recover, so it cannot be operated here. */
const showcase = (caption: string): HTMLElement =>
  h(
    'figure',
    { class: 'showcase' },
    h('div', { inert: true }, createElement('recognize-recover', {})),
    h('figcaption', { class: 'quiet' }, caption),
  );
