/** Keeps a dialog modal: opens one that was drawn anew, and once more one that was moved with its element. One that was closed stays so. */
export class Modal {
  #known: HTMLDialogElement | null = null;

  keep(dialog: HTMLDialogElement | null): void {
    const fresh = dialog !== this.#known;
    this.#known = dialog;
    if (!dialog?.isConnected || dialog.matches(':modal') || !(fresh || dialog.open)) return;
    // Without this attribute's removal an open dialog cannot be made modal; `close` would be told of.
    dialog.removeAttribute('open');
    dialog.showModal();
  }
}
