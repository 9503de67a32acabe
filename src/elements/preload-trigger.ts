import type { ReactiveController, ReactiveElement } from 'lit';

type PreloadingElement = ReactiveElement & {
  readonly preloading: 'none' | 'visible' | 'eager';
  preload(): Promise<void>;
};

/** Loads the models ahead of a run: at once, or when the element becomes visible. */
export class PreloadTrigger implements ReactiveController {
  readonly #host: PreloadingElement;
  #observer: IntersectionObserver | undefined;

  constructor(host: PreloadingElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Follows `preloading` as it is now. */
  apply(): void {
    this.#observer?.disconnect();
    if (this.#host.preloading === 'eager') void this.#host.preload();
    if (this.#host.preloading !== 'visible') return;
    // Document implementations for tests lack it.
    if (typeof IntersectionObserver === 'undefined') return void this.#host.preload();
    this.#observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      this.#observer?.disconnect();
      void this.#host.preload();
    });
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }
}
