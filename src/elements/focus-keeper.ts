import type { ReactiveController, ReactiveElement } from 'lit';
import { focusPanel, hasFocus } from './view/focus.ts';
import { QuestionFocus } from './view/question-focus.ts';

/**
 * Keeps the focus inside an element whose focused control is removed by an update. Add it after the controllers that move the focus
 * themselves, such as `ModalDialog`.
 */
export class FocusKeeper implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #questionFocus = new QuestionFocus();
  #hadFocus = false;

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#hadFocus = hasFocus(this.#host);
  }

  hostUpdated(): void {
    const { renderRoot } = this.#host;
    if (this.#hadFocus && !hasFocus(this.#host)) focusPanel(renderRoot);
    this.#questionFocus.update(renderRoot, this.#hadFocus);
  }
}
