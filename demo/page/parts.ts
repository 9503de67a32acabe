import { ApiError } from './api-error.ts';
import { h, icon } from './dom.ts';
import { texts } from './texts/index.ts';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly [attribute: string]: string | number | boolean | undefined;
}

let lastId = 0;

/** A labeled input. */
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

/** The text for an error of the host's API, or of the headless client. */
export const errorText = (error: unknown): string => {
  const { refused } = texts();
  if (error instanceof ApiError)
    return (Object.hasOwn(refused, error.reason) ? refused[error.reason] : refused.trouble)!;
  const { code } = error as { readonly code?: unknown };
  return code === 'host/offline' ? refused.offline! : refused.trouble!;
};

/**
 * A form that submits once at a time, and shows below its fields why a submission failed. Its button stays enabled while it submits,
 * because a disabled button loses the focus.
 */
export function form(
  fields: readonly HTMLElement[],
  submitLabel: string,
  submit: (values: Record<string, string>) => Promise<void>,
): HTMLFormElement {
  const error = h('p', { class: 'refusal', role: 'alert' });
  const button = h('button', { class: 'primary' }, submitLabel);
  let busy = false;
  async function onsubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const values = Object.fromEntries(new FormData(event.target as HTMLFormElement));
    error.textContent = '';
    busy = true;
    button.setAttribute('aria-disabled', 'true');
    await submit(values as Record<string, string>).catch((thrown: unknown) => {
      error.textContent = errorText(thrown);
    });
    busy = false;
    button.removeAttribute('aria-disabled');
  }
  return h('form', { onsubmit }, ...fields, error, button);
}

export const card = (props: { class?: string }, ...children: Parameters<typeof h>[2][]): HTMLElement =>
  h('section', { ...props, class: `card ${props.class ?? ''}` }, ...children);

/** Heading and introduction of a view. */
export const heading = (title: string, lead = ''): HTMLElement =>
  h('header', { class: 'heading' }, h('h1', { tabindex: -1 }, title), lead !== '' && h('p', {}, lead));

export const link = (to: string, label: string, classes = '', iconPath?: string): HTMLAnchorElement =>
  h('a', { href: `#/${to}`, class: classes }, iconPath !== undefined && icon(iconPath), h('span', {}, label));

/** A view in two columns: the user's part, and the part for developers. */
export const columns = (main: readonly (Node | false)[], side: readonly (Node | false)[]): HTMLElement =>
  h(
    'div',
    { class: 'columns' },
    h('div', { class: 'main' }, ...main),
    h('aside', { class: 'side' }, ...side),
  );
