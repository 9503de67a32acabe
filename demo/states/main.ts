import { h } from '../page/dom.ts';
import { applySettings, languages, settings, themes } from '../page/settings.ts';
import { showFrames } from './frames.ts';
import { hold, prepareToHold } from './hold.ts';
import { showState } from './stage.ts';
import { states } from './states.ts';

/** Sizes of the viewport by their name in the address. */
export const sizes = {
  '360x740': 'Phone',
  '320x640': 'Small phone',
  '740x360': 'Phone, landscape',
  '768x1024': 'Tablet',
  '1280x800': 'Computer',
} as const;

/**
 * The page `/states`: every state of every element, with the real elements. In the address: `state`, `lang`, `theme` and `size`; with `frame` the
 * page shows the state alone, as a screenshot program needs it, and then sets `data-state` of the root to `reached` or `failed`. What is reached
 * stays until a key or a pointer is pressed.
 */
export function showStatesPage(): void {
  applySettings();
  const query = new URLSearchParams(location.search);
  if (query.has('frame')) void showFrame(query.get('state') ?? '');
  else showIndex(query);
}

async function showFrame(name: string): Promise<void> {
  const { dataset } = document.documentElement;
  document.title = name;
  const stage = h('main', { class: 'stage' });
  document.body.replaceChildren(stage);
  prepareToHold();
  try {
    const scenario = states[name];
    if (scenario === undefined) throw new Error(`There is no state ${name}.`);
    await showState(stage, scenario);
    await hold();
    dataset.state = 'reached';
  } catch (error) {
    stage.append(h('p', { class: 'refusal' }, String(error)));
    dataset.state = 'failed';
  }
  window.frameElement?.dispatchEvent(new Event('reached'));
}

function showIndex(query: URLSearchParams): void {
  document.title = 'States · Recognize Elements';
  // The page is in English. The language applies to the elements.
  Object.assign(document.documentElement, { lang: 'en', dir: 'ltr' });
  const chosen = {
    state: query.get('state') ?? 'enroll',
    lang: settings.language as string,
    theme: settings.theme as string,
    size: query.get('size') ?? '360x740',
  };
  const frames = h('div', { class: 'frames' });
  const show = () => {
    history.replaceState(null, '', `?${new URLSearchParams(chosen)}`);
    showFrames(frames, chosen);
  };
  const select = (name: keyof typeof chosen, label: string, options: readonly (Node | string)[]) => {
    const onchange = () => {
      chosen[name] = control.value;
      show();
    };
    const control = h('select', { name, onchange }, ...options);
    control.value = chosen[name];
    return h('label', {}, h('span', {}, label), control);
  };
  document.body.replaceChildren(
    h(
      'div',
      { class: 'page' },
      h(
        'header',
        { class: 'top' },
        h('h1', {}, 'States'),
        h(
          'div',
          { class: 'choices' },
          select('state', 'State', stateOptions()),
          select('lang', 'Language', optionsOf(languages)),
          select('theme', 'Theme', optionsOf(Object.fromEntries(themes.map((theme) => [theme, theme])))),
          select('size', 'Size', optionsOf(sizes)),
        ),
      ),
      h('main', {}, frames),
    ),
  );
  show();
}

const optionsOf = (labels: Readonly<Record<string, string>>): HTMLElement[] =>
  Object.entries(labels).map(([value, label]) => h('option', { value }, label));

/** Each state, and all of one element. */
function stateOptions(): HTMLElement[] {
  const names = Object.keys(states);
  const elements = [...new Set(names.map((name) => name.split('/')[0]!))];
  return elements.map((element) => {
    const ofElement = names.filter((name) => name.startsWith(`${element}/`));
    const options = ofElement.map((name) => h('option', { value: name }, name));
    return h('optgroup', { label: element }, h('option', { value: element }, `${element}: all`), ...options);
  });
}
