import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Pack } from '../i18n/types.ts';
import { countdownText } from './countdown-text.ts';

const SECOND_MS = 1_000;

/**
 * Shows the remaining time of a lock once a second, and dispatches `over` at its end. Screen readers do not announce the time, because they
 * announce the message of the lock. They announce the end.
 */
export class Countdown extends LitElement {
  static override properties: PropertyDeclarations = {
    remainingMs: { attribute: false },
    texts: { attribute: false },
    language: {},
    live: { type: Boolean },
  };

  /** Milliseconds that remain when it is called. */
  declare remainingMs: () => number;
  declare texts: Pick<Pack, 'lockedFor' | 'lockedForLong' | 'unlocked'>;
  /** BCP 47 tag. */
  declare language: string;
  /** Whether screen readers announce the end. */
  declare live: boolean;
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
    const remainingMs = this.remainingMs();
    const rest = remainingMs > 0 ? countdownText(this.texts, this.language, remainingMs) : nothing;
    const end = remainingMs > 0 ? nothing : this.texts.unlocked;
    // The region of the end is there from the start, so that screen readers announce its change.
    return html`<span role="timer" aria-live="off">${rest}</span>
      <span role="status" aria-live=${this.live ? 'polite' : 'off'}>${end}</span>`;
  }
}
