import type { TemplateResult } from 'lit';
import type { CeremonyContext } from '../ceremonies/types.ts';
import {
  RecognizeCancelEvent,
  RecognizeCompleteEvent,
  RecognizeErrorEvent,
  RecognizeHintEvent,
  RecognizeProgressEvent,
  RecognizeStepEvent,
} from '../events.ts';
import type { Intro } from '../i18n/types.ts';
import { CeremonyState } from './ceremony-state.ts';
import { pageScripts } from './page-scripts.ts';
import type { RunListener } from './run.ts';
import { Runner } from './runner.ts';
import { ceremonyView } from './view/ceremony-view.ts';
import { focusPanel } from './view/focus-panel.ts';
import { Modal } from './view/modal.ts';

/** An element that runs a ceremony before the camera: its methods, its events, and what it shows. */
export abstract class CeremonyElement extends CeremonyState {
  #observer: IntersectionObserver | undefined;
  #focused = false;
  readonly #modal = new Modal();
  readonly #runner = new Runner({
    element: this,
    settings: () => {
      const { runtime, assets, execution, models, matcherKey, camera } = this;
      // A framework's null or undefined is what an attribute's absence is.
      return {
        runtime,
        assets,
        execution: execution || 'auto',
        models: models || undefined,
        matcherKey: matcherKey || undefined,
        camera: camera || 'user',
      };
    },
    diagnostics: () => this.diagnostics,
    perform: (context) => this.perform(context),
    listener: this.#listener(),
    onCamera: (camera) => {
      this.source = camera;
    },
    onLoaded: (share) => {
      this.loaded = share;
    },
  });

  /** Texts of this ceremony. */
  protected abstract get intro(): Intro;
  /** Runs the ceremony; what it resolves with is `event.detail.result`. */
  protected abstract perform(context: CeremonyContext): Promise<unknown>;
  /** Something of the element's own between title and button. */
  protected details(): TemplateResult | undefined {
    return undefined;
  }
  /** Something of the element's own after success. */
  protected epilogue(): TemplateResult | undefined {
    return undefined;
  }

  /** Versions, effective execution, timings; nothing biometric. */
  get diagnostics(): Readonly<Record<string, unknown>> {
    const { version } = this.runtime;
    return { version, camera: this.source?.label ?? '', ...this.#runner.diagnostics };
  }

  /** Loads runtime and models ahead of a run. Resolves also when that failed: the run will say so. */
  async preload(): Promise<void> {
    // A run loads what it began with.
    if (this.status === 'running') return this.#runner.running;
    if (this.status === 'idle') this.setStatus('loading');
    try {
      await this.#runner.load();
      if (this.status === 'loading') this.setStatus('ready');
    } catch {
      if (this.status === 'loading') this.setStatus('idle');
    }
  }

  /** Begins a run; one that is under way is aborted. Resolves when the run has ended, however it did. */
  start(): Promise<void> {
    // First: whoever hears that the run before is cancelled may reset.
    this.begin('running');
    return this.#runner.start();
  }

  /** Ends the run under way. */
  cancel(): Promise<void> {
    return this.#runner.cancel('page');
  }

  /** Begins again after a run has ended; during one it is that run. */
  retry(): Promise<void> {
    return this.status === 'running' ? this.#runner.running : this.start();
  }

  /** Ends the run under way and goes back to the beginning. */
  reset(): Promise<void> {
    const { run } = this.#runner;
    const ended = this.cancel();
    // Whoever heard of that may have begun another one.
    if (this.#runner.run === run) this.begin(this.#runner.loaded ? 'ready' : 'idle');
    return ended;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A dialog that was moved with the element is no longer modal.
    this.requestUpdate();
    void this.#settleIn();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    // An element that is moved is connected again before the microtask comes.
    queueMicrotask(() => {
      if (this.isConnected) return;
      void this.#runner.cancel('removed');
      this.#runner.close();
    });
  }

  protected override render(): TemplateResult {
    return ceremonyView({
      texts: this.texts,
      locale: this.locale,
      intro: this.intro,
      status: this.status,
      step: this.step,
      hint: this.hint,
      error: this.error,
      late: this.late,
      loaded: this.loaded,
      views: this.views,
      camera: this.source,
      layout: this.layout,
      live: this.liveRegion !== 'off',
      details: this.details(),
      epilogue: this.status === 'complete' && this.settled ? this.epilogue() : undefined,
      start: () => void this.start(),
      cancel: () => void this.#runner.cancel('person'),
      reset: () => void this.reset(),
      closed: () => void this.#closed(),
      refresh: () => this.requestUpdate(),
    });
  }

  protected override willUpdate(): void {
    this.#focused = this.matches(':focus-within');
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    this.#modal.keep(this.renderRoot.querySelector('dialog'));
    // What had the focus is gone: it stays within the element.
    if (changed.has('status') && this.#focused && !this.matches(':focus-within')) focusPanel(this.renderRoot);
    if (changed.get('preloading') !== undefined) this.#preload();
  }

  /** The dialog was closed by the browser (Escape), and its focus has gone with it. */
  async #closed(): Promise<void> {
    void this.reset();
    await this.updateComplete;
    focusPanel(this.renderRoot);
  }

  /** What the element does unasked once it is on a page. */
  async #settleIn(): Promise<void> {
    await pageScripts();
    if (!this.isConnected) return;
    // The page hears of what is missing now; a run will say it to the person.
    this.#runner.missingFeature();
    this.#preload();
    if (this.autostart && this.#runner.run === undefined) void this.start();
  }

  #listener(): RunListener {
    return {
      step: (step, of) => {
        this.step = step;
        if (step === 'verify' || step === 'bind') this.late = true;
        this.dispatchEvent(new RecognizeStepEvent(step, of));
      },
      hint: (hint) => {
        this.hint = hint;
        this.dispatchEvent(new RecognizeHintEvent(hint));
      },
      progress: (detail) => {
        if (detail.step === 'capture') this.views = detail.loaded / detail.total;
        this.dispatchEvent(new RecognizeProgressEvent(detail));
      },
      complete: (result) => {
        // A run that was replaced may still have something to hand over.
        const replaced = this.#runner.run?.status !== 'complete';
        if (!replaced) this.setStatus('complete');
        this.#tellComplete(new RecognizeCompleteEvent(result));
      },
      cancel: (stage, reason) => {
        if (reason !== 'restarted') this.setStatus('cancelled');
        this.dispatchEvent(new RecognizeCancelEvent(stage, reason));
      },
      error: (error) => {
        this.setStatus('failed');
        this.error = error;
        this.dispatchEvent(new RecognizeErrorEvent(error));
      },
    };
  }

  #tellComplete(event: RecognizeCompleteEvent): void {
    const { run } = this.#runner;
    this.dispatchEvent(event);
    event.done.then(
      () => {
        if (this.#runner.run === run && run?.status === 'complete') this.settled = true;
      },
      () => {},
    );
  }

  #preload(): void {
    this.#observer?.disconnect();
    if (this.preloading === 'eager') void this.preload();
    if (this.preloading !== 'visible') return;
    this.#observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      this.#observer?.disconnect();
      void this.preload();
    });
    this.#observer.observe(this);
  }
}
