import type { ReactiveController, ReactiveElement } from 'lit';

/**
 * Keeps the dialog of an element modal: opens one that was just rendered, and opens it again after its element was moved in the
 * document. A dialog that was closed stays closed.
 */
export class ModalDialog implements ReactiveController {
  readonly #host: ReactiveElement;
  #dialog: HTMLDialogElement | null = null;

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const dialog = this.#host.renderRoot.querySelector('dialog');
    const rendered = dialog !== this.#dialog;
    this.#dialog = dialog;
    if (!dialog?.isConnected || dialog.matches(':modal') || !(rendered || dialog.open)) return;
    // An open dialog cannot be made modal. Removing the attribute closes it without a close event, unlike `close()`.
    dialog.removeAttribute('open');
    dialog.showModal();
  }
}
