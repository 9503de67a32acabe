import type { ReactiveControllerHost } from 'lit';

/** How long a button says that its text was copied, milliseconds. */
const COPIED_MS = 2_000;

/** Copies a text to the clipboard, and renders its host when that has succeeded, and again two seconds later. */
export class CopiedText {
  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
  #copied = false;

  constructor(host: Pick<ReactiveControllerHost, 'requestUpdate'>) {
    this.#host = host;
  }

  /** Whether the text was copied a moment ago. */
  get copied(): boolean {
    return this.#copied;
  }

  /**
   * Never rejects. Browsers inside apps often lack the clipboard or refuse it; the older command works in most of them. Where it fails too,
   * the person can copy the selected text.
   *
   * @param field contains the text
   */
  async copy(text: string, field?: HTMLInputElement): Promise<void> {
    const written = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    if (!written && (field === undefined || !copySelected(field))) return;
    this.#show(true);
    setTimeout(() => this.#show(false), COPIED_MS);
  }

  #show(copied: boolean): void {
    this.#copied = copied;
    this.#host.requestUpdate();
  }
}

/** @returns whether the text of the field is copied; the focus is then where it was */
function copySelected(field: HTMLInputElement): boolean {
  const focused = (field.getRootNode() as ShadowRoot).activeElement;
  field.select();
  const copied = document.execCommand('copy');
  if (copied && focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}
