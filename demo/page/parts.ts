import { Refused } from './api.ts';
import { h, icon } from './dom.ts';
import { texts } from './texts/index.ts';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly [attribute: string]: string | number | boolean | undefined;
}

let lastId = 0;

/** A labelled input. */
export function field({ label, hint, ...attributes }: Field): HTMLElement {
  const id = `field-${++lastId}`;
  const described = hint === undefined ? {} : { 'aria-describedby': `${id}-hint` };
  return h(
    'div',
    { class: 'field' },
    h('label', { for: id }, label),
    h('input', { id, required: true, ...described, ...attributes }),
    hint !== undefined && h('p', { id: `${id}-hint`, class: 'quiet' }, hint),
  );
}

/** What a refusal says. */
export const saying = (thrown: unknown): string => {
  const { refused } = texts();
  return refused[thrown instanceof Refused ? thrown.reason : 'trouble'] ?? refused.trouble!;
};

/** A form that is busy while it is sent, and says beneath its fields why it was refused. */
export function form(
  fields: readonly HTMLElement[],
  submit: string,
  send: (values: Record<string, string>) => Promise<void>,
): HTMLFormElement {
  const error = h('p', { class: 'refusal', role: 'alert' });
  const button = h('button', { class: 'primary' }, submit);
  return h(
    'form',
    {
      async onsubmit(event: SubmitEvent) {
        event.preventDefault();
        const values = Object.fromEntries(new FormData(event.target as HTMLFormElement)) as Record<
          string,
          string
        >;
        error.textContent = '';
        button.disabled = true;
        await send(values).catch((thrown: unknown) => {
          error.textContent = saying(thrown);
        });
        button.disabled = false;
      },
    },
    ...fields,
    error,
    button,
  );
}

export const card = (props: { class?: string }, ...children: Parameters<typeof h>[2][]): HTMLElement =>
  h('section', { ...props, class: `card ${props.class ?? ''}` }, ...children);

/** Heading and sentence of a view. */
export const heading = (title: string, lead = ''): HTMLElement =>
  h('header', { class: 'heading' }, h('h1', { tabindex: -1 }, title), lead !== '' && h('p', {}, lead));

export const link = (to: string, text: string, kind = '', path?: string): HTMLAnchorElement =>
  h('a', { href: `#/${to}`, class: kind }, path !== undefined && icon(path), h('span', {}, text));

/** A view of two columns: what the person does, and what the developer sees. */
export const columns = (main: readonly (Node | false)[], side: readonly (Node | false)[]): HTMLElement =>
  h(
    'div',
    { class: 'columns' },
    h('div', { class: 'main' }, ...main),
    h('aside', { class: 'side' }, ...side),
  );
