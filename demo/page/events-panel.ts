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
  'handoff',
  'complete',
  'cancel',
  'error',
  'devices-change',
] as const;
type Name = (typeof names)[number];

const MAX_LINES = 60;
/** Longer strings in a detail (tokens, client states) are shown by their length. */
const MAX_STRING_LENGTH = 48;

/** A list of the events that bubble to `source`, in order. Repeated hints and progress events share one line with a count. */
export function eventsPanel(source: HTMLElement): HTMLElement {
  const { events } = texts();
  const list = h('ol', { class: 'events', tabindex: 0, 'aria-label': events.title });
  const empty = h('p', { class: 'quiet' }, events.empty);
  let last: { line: HTMLElement; name: Name; count: number } | undefined;

  function append(name: Name, detail: unknown): void {
    empty.remove();
    const repeated = (name === 'progress' || name === 'hint') && last?.name === name ? last : undefined;
    if (repeated !== undefined) {
      repeated.count += 1;
      repeated.line.replaceChildren(...row(name, describe(name, detail), repeated.count));
    } else {
      const line = h('li', { class: `event ${name}` }, ...row(name, describe(name, detail), 1));
      list.append(line);
      last = { line, name, count: 1 };
      if (list.childElementCount > MAX_LINES) list.firstElementChild?.remove();
    }
    list.scrollTop = list.scrollHeight;
  }

  for (const name of names)
    source.addEventListener(`recognize-${name}`, (event) => append(name, (event as CustomEvent).detail));
  const clear = () => {
    list.replaceChildren();
    list.before(empty);
    last = undefined;
  };
  return h(
    'section',
    { class: 'card developer' },
    h('header', {}, h('h2', {}, events.title), h('button', { class: 'plain', onclick: clear }, events.clear)),
    h('p', { class: 'quiet' }, events.lead),
    empty,
    list,
  );
}

const row = (name: Name, description: string, count: number): Node[] => [
  h('code', {}, `recognize-${name}`),
  ...(count > 1 ? [h('span', { class: 'count' }, `× ${count}`)] : []),
  h('span', { class: 'detail', dir: 'ltr' }, description),
];

/** The detail of an event in one line, without sealed bodies. */
function describe(name: Name, detail: unknown): string {
  if (name === 'request') {
    const { method, path, body } = detail as { method: string; path: string; body?: { body?: string } };
    const sealed = body?.body === undefined ? '' : ` · ${size(body.body.length)} sealed`;
    return `${method} ${path.replace(/[\w-]{20,}/g, (id) => `${id.slice(0, 6)}…`)}${sealed}`;
  }
  const shorten = (_key: string, value: unknown) =>
    typeof value === 'string' && value.length > MAX_STRING_LENGTH
      ? `${value.slice(0, 12)}… (${size(value.length)})`
      : value;
  return JSON.stringify(detail, shorten)
    .replaceAll('"', '')
    .replace(/^\{|\}$/g, '')
    .replaceAll(',', ', ');
}

const size = (length: number): string => (length < 1000 ? `${length} B` : `${Math.round(length / 1000)} kB`);
