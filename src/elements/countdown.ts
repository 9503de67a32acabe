import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Pack } from '../i18n/types.ts';
import { countdownText } from './countdown-text.ts';

const SECOND_MS = 1_000;

/**
 * Shows the remaining time of a lock once a second and dispatches `over` at its end. Screen readers do not announce it, because they
 * announce the message of the lock.
 */
export class Countdown extends LitElement {
  static override properties: PropertyDeclarations = {
    remainingMs: { attribute: false },
    texts: { attribute: false },
    language: {},
  };

  /** Milliseconds that remain when it is called. */
  declare remainingMs: () => number;
  declare texts: Pick<Pack, 'lockedFor' | 'lockedForLong'>;
  /** BCP 47 tag. */
  declare language: string;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.#tick(), SECOND_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  #tick(): void {
    this.requestUpdate();
    if (this.remainingMs() > 0) return;
    clearInterval(this.#timer);
    this.dispatchEvent(new Event('over'));
  }

  protected override render(): TemplateResult {
    const text = countdownText(this.texts, this.language, this.remainingMs());
    return html`<span role="timer" aria-live="off">${text}</span>`;
  }
}
