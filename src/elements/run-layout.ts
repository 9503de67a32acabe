import type { ReactiveController, ReactiveElement } from 'lit';
import type { ElementState } from './run-controller.ts';

/**
 * Viewports in which a panel in the flow of a page cannot show picture, hint and button together: phones, and screens with a large zoom.
 * `rem` is the text size that the person has set in the browser.
 */
const SMALL_VIEWPORT = '(max-width: 37.5rem), (max-height: 30rem)';

/** Where the content is: in the flow of the page, in a dialog, or in a sheet that fills a small viewport. */
export type Place = 'flow' | 'dialog' | 'sheet';

type LayoutElement = ReactiveElement & { readonly layout: string };

/** Decides where an element shows a run, keeps its height in the page meanwhile, and scrolls picture and hint into view. */
export class RunLayout implements ReactiveController {
  readonly #host: LayoutElement;
  readonly #state: () => ElementState<unknown>;
  /** Undefined where tests of a page run without a layout, in jsdom. */
  readonly #small = globalThis.matchMedia?.(SMALL_VIEWPORT);
  #isRunning = false;
  #height = 0;

  constructor(host: LayoutElement, state: () => ElementState<unknown>) {
    this.#host = host;
    this.#state = state;
    host.addController(this);
  }

  get place(): Place {
    const { status } = this.#state();
    const isRun = status !== 'idle' && status !== 'loading' && status !== 'ready';
    const { layout } = this.#host;
    if (layout === 'dialog' && isRun) return this.#isSmall ? 'sheet' : 'dialog';
    return layout !== 'inline' && status === 'running' && this.#isSmall ? 'sheet' : 'flow';
  }

  get #isSmall(): boolean {
    return this.#small?.matches === true;
  }

  /** Height of the content before it left the flow of the page, in CSS pixels. */
  get height(): number {
    return this.#height;
  }

  hostConnected(): void {
    this.#small?.addEventListener('change', this.#update);
  }

  hostDisconnected(): void {
    this.#small?.removeEventListener('change', this.#update);
  }

  hostUpdate(): void {
    const { renderRoot } = this.#host;
    if (this.place !== 'flow' && renderRoot?.querySelector('dialog') === null)
      this.#height = this.#host.offsetHeight;
  }

  hostUpdated(): void {
    const wasRunning = this.#isRunning;
    this.#isRunning = this.#state().status === 'running';
    if (this.#isRunning && !wasRunning && this.place === 'flow') this.#reveal();
  }

  readonly #update = (): void => this.#host.requestUpdate();

  /** Scrolls only if a part of the panel is out of sight. */
  #reveal(): void {
    const panel = this.#host.renderRoot.querySelector('.panel')!;
    const { top, bottom } = panel.getBoundingClientRect();
    if (top >= 0 && bottom <= innerHeight) return;
    const { matches: reduced } = matchMedia('(prefers-reduced-motion: reduce)');
    const block = bottom - top <= innerHeight ? 'center' : 'start';
    panel.scrollIntoView({ block, behavior: reduced ? 'auto' : 'smooth' });
  }
}
