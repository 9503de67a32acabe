import { api } from './api.ts';
import { setOnStage } from './ceremony.ts';
import { h, icon, icons } from './dom.ts';
import { link } from './parts.ts';
import { go, type Visit } from './router.ts';
import { cameras, choose, type Language, languages, settings, type Theme, themes } from './settings.ts';
import { fill, texts } from './texts/index.ts';

type Options = readonly (readonly [value: string, text: string])[];

const option = ([value, text]: Options[number], chosen: string) =>
  h('option', { value, selected: value === chosen }, text);

function select(
  name: string,
  label: string,
  chosen: string,
  groups: readonly (readonly [string, Options])[],
  change: (value: string) => void,
) {
  const control = h('select', { name, onchange: () => change(control.value) });
  for (const [group, options] of groups) {
    const made = options.map((one) => option(one, chosen));
    control.append(...(group === '' ? made : [h('optgroup', { label: group }, ...made)]));
  }
  return h('label', {}, h('span', {}, label), control);
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** Header with settings and account. @param redraw after a change of language */
export function header({ account }: Visit, redraw: () => void): HTMLElement {
  const words = texts();
  const people = cameras
    .slice(1)
    .map((value) => [value, fill(words.simulatedName, { name: capital(value.split(':')[1]!) })] as const);
  const controls = [
    select(
      'camera',
      words.camera,
      settings.camera,
      [
        ['', [['user', words.realCamera]]],
        [words.simulatedPeople, people],
      ],
      (camera) => {
        choose({ camera });
        setOnStage({ camera });
      },
    ),
    select('language', words.language, settings.language, [['', Object.entries(languages)]], (language) => {
      choose({ language: language as Language });
      redraw();
    }),
    select(
      'theme',
      words.theme,
      settings.theme,
      [['', themes.map((theme) => [theme, words.themes[theme]])]],
      (chosen) => {
        const theme = chosen as Theme;
        choose({ theme });
        setOnStage({ theme });
      },
    ),
  ];
  const leave = async () => {
    // Where that failed, the next view says so, or shows that the session is still there.
    await api.signOut().catch(() => {});
    go('');
  };
  const who =
    account === null
      ? link('sign-in', words.signIn, 'button')
      : h(
          'div',
          { class: 'who' },
          link('account', account.name),
          h(
            'button',
            { class: 'text', title: words.signOut, 'aria-label': words.signOut, onclick: () => void leave() },
            icon(icons.out),
          ),
        );
  return h(
    'header',
    { class: 'top' },
    h('a', { class: 'skip', href: '#main', onclick: skip }, words.skip),
    h('a', { class: 'brand', href: '#/' }, mark(), h('span', {}, 'Larch'), h('small', {}, words.demo)),
    settingsMenu(controls),
    who,
  );
}

/** Always there where there is room, behind a button where there is not. */
function settingsMenu(controls: readonly HTMLElement[]): HTMLElement {
  const panel = h('div', { id: 'settings' }, ...controls);
  const button = h(
    'button',
    { class: 'text', 'aria-controls': 'settings', 'aria-expanded': 'false', onclick: toggle },
    icon(icons.sliders),
    h('span', {}, texts().settings),
  );
  function toggle(): void {
    const open = button.getAttribute('aria-expanded') !== 'true';
    button.setAttribute('aria-expanded', String(open));
  }
  return h('div', { class: 'settings' }, button, panel);
}

/** The hash is the router's. */
function skip(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('h1')?.focus();
}

const mark = () => icon('M12 2l4 6h-2.500l4 6h-3l4.500 6H5l4.500-6h-3l4-6H8zM12 20v2.500');
