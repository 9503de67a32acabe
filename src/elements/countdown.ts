import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { remaining } from './view/ceremony-view.ts';

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
