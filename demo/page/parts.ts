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

/** What a refusal says, or an error of the functions behind the elements. */
export const saying = (thrown: unknown): string => {
  const { refused } = texts();
  if (thrown instanceof Refused) return refused[thrown.reason] ?? refused.trouble!;
  const { code } = thrown as { readonly code?: unknown };
  return code === 'host/offline' ? refused.offline! : refused.trouble!;
};

/**
 * A form that takes one sending at a time, and says beneath its fields why it was refused. Its button stays enabled, because a disabled
 * one loses the focus.
 */
export function form(
  fields: readonly HTMLElement[],
  submit: string,
  send: (values: Record<string, string>) => Promise<void>,
): HTMLFormElement {
  const error = h('p', { class: 'refusal', role: 'alert' });
  const button = h('button', { class: 'primary' }, submit);
  let busy = false;
  return h(
    'form',
    {
      async onsubmit(event: SubmitEvent) {
        event.preventDefault();
        if (busy) return;
        const values = Object.fromEntries(new FormData(event.target as HTMLFormElement)) as Record<
          string,
          string
        >;
        error.textContent = '';
        busy = true;
        button.setAttribute('aria-disabled', 'true');
        await send(values).catch((thrown: unknown) => {
          error.textContent = saying(thrown);
        });
        busy = false;
        button.removeAttribute('aria-disabled');
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
