import { api } from './api.ts';
import { updateElements } from './ceremony.ts';
import { h, icon, icons } from './dom.ts';
import { link } from './parts.ts';
import { navigate, type Visit } from './router.ts';
import { cameras, choose, type Language, languages, settings, type Theme, themes } from './settings.ts';
import { fill, loadTexts, texts } from './texts/index.ts';

type Options = readonly (readonly [value: string, label: string])[];

/** The page header with settings and account. @param rerender called after a change of language */
export function header({ account }: Visit, rerender: () => void): HTMLElement {
  const words = texts();
  return h(
    'header',
    { class: 'top' },
    h('a', { class: 'skip', href: '#main', onclick: focusHeading }, words.skip),
    h('a', { class: 'brand', href: '#/' }, logo(), h('span', {}, 'Larch'), h('small', {}, words.demo)),
    settingsMenu([cameraSelect(), languageSelect(rerender), themeSelect()]),
    account === null ? link('sign-in', words.signIn, 'button') : signedInUser(account.name),
  );
}

function cameraSelect(): HTMLElement {
  const words = texts();
  const people: Options = cameras
    .filter((camera) => camera !== 'user')
    .map((camera) => [camera, fill(words.simulatedName, { name: capitalize(camera.split(':')[1]!) })]);
  const groups = [
    ['', [['user', words.realCamera]]],
    [words.simulatedPeople, people],
  ] as const;
  return select('camera', words.camera, settings.camera, groups, (camera) => {
    choose({ camera });
    updateElements({ camera });
  });
}

function languageSelect(rerender: () => void): HTMLElement {
  const groups = [['', Object.entries(languages)]] as const;
  return select('language', texts().language, settings.language, groups, (language) => {
    choose({ language: language as Language });
    void loadTexts().then(rerender);
  });
}

function themeSelect(): HTMLElement {
  const words = texts();
  const groups = [['', themes.map((theme) => [theme, words.themes[theme]] as const)]] as const;
  return select('theme', words.theme, settings.theme, groups, (value) => {
    const theme = value as Theme;
    choose({ theme });
    updateElements({ theme });
  });
}

/** @param groups options with the label of their group; options without a group have an empty label */
function select(
  name: string,
  label: string,
  selected: string,
  groups: readonly (readonly [label: string, Options])[],
  onChange: (value: string) => void,
): HTMLElement {
  const control = h('select', { name, onchange: () => onChange(control.value) });
  for (const [groupLabel, options] of groups) {
    const items = options.map(([value, option]) =>
      h('option', { value, selected: value === selected }, option),
    );
    control.append(...(groupLabel === '' ? items : [h('optgroup', { label: groupLabel }, ...items)]));
  }
  return h('label', {}, h('span', {}, label), control);
}

function signedInUser(name: string): HTMLElement {
  const { signOut: label } = texts();
  const signOut = async () => {
    // After a failure the next view shows that the host is unreachable, or that the session still exists.
    await api.signOut().catch(() => {});
    navigate('');
  };
  const button = { class: 'plain', title: label, 'aria-label': label, onclick: () => void signOut() };
  return h('div', { class: 'user' }, link('account', name), h('button', button, icon(icons.signOut)));
}

/** The settings: visible on a wide page, behind a button on a narrow one. */
function settingsMenu(controls: readonly HTMLElement[]): HTMLElement {
  const panel = h('div', { id: 'settings' }, ...controls);
  const button = h(
    'button',
    { class: 'plain', 'aria-controls': 'settings', 'aria-expanded': 'false', onclick: toggle },
    icon(icons.sliders),
    h('span', {}, texts().settings),
  );
  function toggle(): void {
    const open = button.getAttribute('aria-expanded') !== 'true';
    button.setAttribute('aria-expanded', String(open));
  }
  return h('div', { class: 'settings' }, button, panel);
}

/** The target of the skip link. The link does not change the hash, which belongs to the router. */
function focusHeading(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('h1')?.focus();
}

const capitalize = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

const logo = () => icon('M12 2l4 6h-2.500l4 6h-3l4.500 6H5l4.500-6h-3l4-6H8zM12 20v2.500');
