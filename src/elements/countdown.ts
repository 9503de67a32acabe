import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { fill } from '../i18n/language.ts';

const SECOND_MS = 1_000;

/**
 * Shows the remaining time of a lock once a second and dispatches `over` at its end. Screen readers do not announce it, because they
 * announce the message of the lock.
 */
export class Countdown extends LitElement {
  static override properties: PropertyDeclarations = { remainingMs: { attribute: false }, text: {} };

  /** Milliseconds that remain when it is called. */
  declare remainingMs: () => number;
  /** With `{time}` for minutes and seconds. */
  declare text: string;
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
    const time = formatDuration(this.remainingMs());
    return html`<span role="timer" aria-live="off">${fill(this.text, { time })}</span>`;
  }
}

/** `9:05`, or `1:09:05` from one hour on. Negative durations count as zero. */
function formatDuration(milliseconds: number): string {
  const total = Math.max(0, Math.ceil(milliseconds / SECOND_MS));
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return hours > 0
    ? `${hours}:${twoDigits(minutes)}:${twoDigits(seconds)}`
    : `${minutes}:${twoDigits(seconds)}`;
}
