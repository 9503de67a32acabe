import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Pack } from '../i18n/types.ts';
import { continuesText } from './continues-text.ts';

const SECOND_MS = 1_000;

/** What shows that a person is about to answer. */
const INTERACTIONS = ['pointerdown', 'pointermove', 'keydown', 'focusin', 'wheel'] as const;

/**
 * Counts seconds down and dispatches `over` at the end. It stops for good as soon as the person touches, points at or focuses what is beside it,
 * and when it is moved in the document. It does not count while the page is hidden.
 */
export class AutoContinue extends LitElement {
  static override properties: PropertyDeclarations = {
    seconds: { attribute: false },
    texts: { attribute: false },
    language: {},
    stopped: { type: Boolean, reflect: true },
  };

  /** Hidden, not removed, so that nothing moves. A style sheet, because policies of pages forbid style attributes. */
  static override styles = css`
    :host([stopped]) {
      visibility: hidden;
    }
  `;

  /** Seconds that are left. */
  declare seconds: number;
  declare texts: Pick<Pack, 'review'>;
  /** BCP 47 tag. */
  declare language: string;
  declare protected stopped: boolean;
  #timer: ReturnType<typeof setInterval> | undefined;
  #listeners = new AbortController();

  constructor() {
    super();
    this.stopped = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.stopped) return;
    this.#timer = setInterval(() => this.#tick(), SECOND_MS);
    this.#listeners = new AbortController();
    const options = { signal: this.#listeners.signal, passive: true };
    for (const type of INTERACTIONS) this.parentElement?.addEventListener(type, () => this.#stop(), options);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#listeners.abort();
    this.stopped = true;
  }

  #tick(): void {
    if (document.visibilityState === 'hidden') return;
    this.seconds--;
    if (this.seconds > 0) return;
    this.#stop();
    this.dispatchEvent(new Event('over'));
  }

  protected override render(): TemplateResult {
    const text = continuesText(this.texts, this.language, this.seconds);
    return html`<span role="timer" aria-live="off">${text}</span>`;
  }
}
