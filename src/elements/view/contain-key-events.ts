import { nothing } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

const TYPES = [
  'keydown',
  'keypress',
  'keyup',
  'beforeinput',
  'input',
  'textInput',
  'compositionstart',
  'compositionupdate',
  'compositionend',
  'paste',
  'cut',
  'copy',
  'drop',
] as const;

class ContainKeyEvents extends Directive {
  #element: Element | undefined;

  override render(): typeof nothing {
    return nothing;
  }

  override update({ element }: ElementPart): typeof nothing {
    if (this.#element === element) return nothing;
    this.#element = element;
    for (const type of TYPES) element.addEventListener(type, stopOwn);
    return nothing;
  }
}

/** Content of the page in a slot is in another tree than the listener. Its events go on to the page. */
function stopOwn(event: Event): void {
  const [target, listener] = [event.target as Node, event.currentTarget as Node];
  if (target.getRootNode() !== listener.getRootNode()) return;
  event.stopPropagation();
  if (listener instanceof HTMLDialogElement && event instanceof KeyboardEvent) closeOnEscape(listener, event);
}

/** Chromium closes all dialogs that were opened without an action of the user at once, those of the page too. */
function closeOnEscape(dialog: HTMLDialogElement, event: KeyboardEvent): void {
  if (event.type !== 'keydown' || event.key !== 'Escape' || event.isComposing) return;
  event.preventDefault();
  if (dialog.dispatchEvent(new Event('cancel', { cancelable: true }))) dialog.close();
}

/**
 * Keeps the key events of a form or a dialog inside the element. On the page they would trigger shortcuts, and Escape would close what
 * the element is in: seen from outside, their target is not a field. Escape closes the dialog itself.
 */
export const containKeyEvents = directive(ContainKeyEvents);
