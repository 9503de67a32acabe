import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { fill } from '../i18n/language.ts';

/** The time left of a lock, once a second, and `over` at its end; silent to screen readers, which hear the message beside it. */
export class Countdown extends LitElement {
  static override properties: PropertyDeclarations = { until: { type: Number }, text: {} };

  /** Milliseconds since the epoch. */
  declare until: number;
  declare text: string;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.#tick(), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  #tick(): void {
    this.requestUpdate();
    if (this.until > Date.now()) return;
    clearInterval(this.#timer);
    this.dispatchEvent(new Event('over'));
  }

  protected override render(): TemplateResult {
    return html`<span role="timer" aria-live="off">${remaining(this.text, this.until - Date.now())}</span>`;
  }
}

/** `{time}` as minutes and seconds. */
const remaining = (text: string, milliseconds: number): string => {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  const time =
    hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  return fill(text, { time });
};
