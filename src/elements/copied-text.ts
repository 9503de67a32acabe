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

  /** Never rejects: without a permission the person can select the text and copy it. */
  async copy(text: string): Promise<void> {
    await navigator.clipboard?.writeText(text).then(
      () => {
        this.#show(true);
        setTimeout(() => this.#show(false), COPIED_MS);
      },
      () => {},
    );
  }

  #show(copied: boolean): void {
    this.#copied = copied;
    this.#host.requestUpdate();
  }
}
