import { focusPanel } from './focus.ts';

/**
 * Keeps the focus inside an element when the question whether to go on comes and goes. A person who has started the run with the keyboard
 * has the focus on the panel, and answers with the Enter key.
 */
export class QuestionFocus {
  #asked = false;

  /** @param hadFocus whether the focus was inside the element before the update */
  update(root: ParentNode & Partial<DocumentOrShadowRoot>, hadFocus: boolean): void {
    const button = root.querySelector<HTMLElement>('.still-trying button');
    const wasAsked = this.#asked;
    this.#asked = button !== null;
    const focused = root.activeElement ?? null;
    if (button !== null && !wasAsked && focused?.matches('[part="panel"]'))
      button.focus({ preventScroll: true });
    if (button === null && wasAsked && hadFocus && focused === null) focusPanel(root);
  }
}
