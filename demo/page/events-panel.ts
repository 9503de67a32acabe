import { h } from './dom.ts';
import { texts } from './texts/index.ts';

/** Every event of the elements. */
const names = [
  'ready',
  'unsupported',
  'request',
  'step',
  'hint',
  'progress',
  'complete',
  'cancel',
  'error',
  'devices-change',
] as const;
type Name = (typeof names)[number];

const most = 60;

/** A list of the events that bubble to `source`, the newest at its end. What repeats stays one line with a count. */
export function eventsPanel(source: HTMLElement): HTMLElement {
  const { events } = texts();
  const list = h('ol', { class: 'events', tabindex: 0, 'aria-label': events.title });
  const empty = h('p', { class: 'quiet' }, events.empty);
  let last: { line: HTMLElement; key: string; count: number } | undefined;

  function tell(name: Name, detail: unknown): void {
    empty.remove();
    const key = name === 'progress' || name === 'hint' ? name : '';
    const text = describe(name, detail);
    if (last !== undefined && key !== '' && key === last.key) {
      last.count += 1;
      last.line.replaceChildren(...row(name, text, last.count));
    } else {
      const line = h('li', { class: `event ${name}` }, ...row(name, text, 1));
      list.append(line);
      last = { line, key, count: 1 };
      if (list.childElementCount > most) list.firstElementChild?.remove();
    }
    list.scrollTop = list.scrollHeight;
  }

  for (const name of names)
    source.addEventListener(`recognize-${name}`, (event) => tell(name, (event as CustomEvent).detail));
  const clear = () => {
    list.replaceChildren();
    list.before(empty);
    last = undefined;
  };
  return h(
    'section',
    { class: 'card developer' },
    h('header', {}, h('h2', {}, events.title), h('button', { class: 'text', onclick: clear }, events.clear)),
    h('p', { class: 'quiet' }, events.lead),
    empty,
    list,
  );
}

const row = (name: Name, text: string, count: number): Node[] => [
  h('code', {}, `recognize-${name}`),
  ...(count > 1 ? [h('span', { class: 'count' }, `× ${count}`)] : []),
  h('span', { class: 'detail', dir: 'ltr' }, text),
];

/** A detail in one line; long texts (sealed bodies, tokens, client states) by their length. */
function describe(name: Name, detail: unknown): string {
  if (name === 'request') {
    const { method, path, body } = detail as { method: string; path: string; body?: { body?: string } };
    const sealed = body?.body === undefined ? '' : ` · ${size(body.body.length)} sealed`;
    return `${method} ${path.replace(/[\w-]{20,}/g, (id) => `${id.slice(0, 6)}…`)}${sealed}`;
  }
  const short = (_key: string, value: unknown) =>
    typeof value === 'string' && value.length > 48 ? `${value.slice(0, 12)}… (${size(value.length)})` : value;
  return JSON.stringify(detail, short)
    .replaceAll('"', '')
    .replace(/^\{|\}$/g, '')
    .replaceAll(',', ', ');
}

const size = (length: number): string => (length < 1000 ? `${length} B` : `${Math.round(length / 1000)} kB`);
