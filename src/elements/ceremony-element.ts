import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Camera } from '../capture/camera.ts';
import { openCaptureSession } from '../capture/session.ts';
import type { Authorization, CeremonyContext } from '../ceremonies/types.ts';
import { RecognizeError, type RecognizeErrorJson, toRecognizeError } from '../errors.ts';
import {
  type CancelReason,
  type HintName,
  RecognizeCancelEvent,
  RecognizeCompleteEvent,
  RecognizeErrorEvent,
  RecognizeHintEvent,
  RecognizeProgressEvent,
  RecognizeReadyEvent,
  RecognizeStepEvent,
  RecognizeUnsupportedEvent,
  type StepName,
} from '../events.ts';
import type { Intro } from '../i18n/types.ts';
import { exclusive } from '../store/exclusive.ts';
import { describeBrowser } from './description.ts';
import { hostOf } from './host.ts';
import { ModelLoader } from './model-loader.ts';
import { RecognizeBase } from './recognize-base.ts';
import { Run, type RunListener } from './run.ts';
import { missingFeature } from './support.ts';
import { ceremonyView } from './view/ceremony-view.ts';

export type Status = 'idle' | 'loading' | 'ready' | 'running' | 'complete' | 'failed' | 'cancelled';

/** An element that runs a ceremony before the camera: its methods, its events, and what it shows. */
export abstract class CeremonyElement extends RecognizeBase {
  static override properties: PropertyDeclarations = {
    ...RecognizeBase.properties,
    layout: { reflect: true },
    models: {},
    matcherKey: { attribute: 'matcher-key' },
    execution: {},
    camera: {},
    autostart: { type: Boolean },
    preloading: { attribute: 'preload' },
    authorization: { attribute: false },
    status: { state: true },
    step: { state: true },
    hint: { state: true },
    error: { state: true },
    loaded: { state: true },
    views: { state: true },
    source: { state: true },
    settled: { state: true },
  };

  declare layout: 'inline' | 'dialog';
  declare models: string | undefined;
  declare matcherKey: string | undefined;
  declare execution: 'auto' | 'wasm' | 'webgpu';
  declare camera: string;
  declare autostart: boolean;
  declare preloading: 'none' | 'visible' | 'eager';
  /** The host's token for a run, or how to get one. */
  declare authorization: Authorization | undefined;
  declare status: Status;
  declare protected step: StepName | undefined;
  declare protected hint: HintName | undefined;
  declare protected error: RecognizeErrorJson | undefined;
  /** Share of bytes loaded, and of good views taken, 0..1. */
  declare protected loaded: number;
  declare protected views: number;
  /** The camera of the run. */
  declare protected source: Camera | undefined;
  /** The page has done what it does after a success. */
  declare protected settled: boolean;

  #run: Run | undefined;
  #running: Promise<void> | undefined;
  #loader = new ModelLoader();
  #announced = false;
  #observer: IntersectionObserver | undefined;

  constructor() {
    super();
    this.layout = 'inline';
    this.execution = 'auto';
    this.camera = 'user';
    this.autostart = false;
    this.preloading = 'none';
    this.status = 'idle';
    this.loaded = 0;
    this.views = 0;
    this.settled = false;
  }

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
    const { diagnostics } = this.#loader;
    return { version: this.runtime.version, camera: this.source?.label ?? '', ...diagnostics };
  }

  /** Loads runtime and models ahead of a run. Resolves also when that failed: the run will say so. */
  async preload(): Promise<void> {
    if (this.status === 'idle') this.status = 'loading';
    try {
      await this.#load();
      if (this.status === 'loading') this.status = 'ready';
    } catch {
      if (this.status === 'loading') this.status = 'idle';
    }
  }

  /** Begins a run; one that is under way is aborted. Resolves when the run has ended, however it did. */
  start(): Promise<void> {
    this.#run?.cancel('restarted');
    const run = new Run(this.#listener());
    this.#run = run;
    this.#reset('running');
    this.#running = this.#perform(run);
    return this.#running;
  }

  /** Ends the run under way. */
  async cancel(): Promise<void> {
    this.#run?.cancel('page');
    await this.#running;
  }

  /** Begins again after a run has ended; during one it is that run. */
  retry(): Promise<void> {
    return this.status === 'running' && this.#running !== undefined ? this.#running : this.start();
  }

  /** Ends the run under way and goes back to the beginning. */
  async reset(): Promise<void> {
    await this.cancel();
    this.#reset(this.#loader.loaded ? 'ready' : 'idle');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.preloading === 'eager') void this.preload();
    else if (this.preloading === 'visible') this.#preloadWhenVisible();
    if (this.autostart && this.#run === undefined) void this.updateComplete.then(() => this.start());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    // An element that is moved is connected again before the microtask comes.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#run?.cancel('removed');
      this.#loader.close();
    });
  }

  protected override render(): TemplateResult {
    return ceremonyView({
      texts: this.texts,
      intro: this.intro,
      status: this.status,
      step: this.step,
      hint: this.hint,
      error: this.error,
      loaded: this.loaded,
      views: this.views,
      camera: this.source,
      layout: this.layout,
      live: this.liveRegion !== 'off',
      details: this.details(),
      epilogue: this.status === 'complete' && this.settled ? this.epilogue() : undefined,
      start: () => void this.start(),
      cancel: () => this.#run?.cancel('person'),
      reset: () => void this.reset(),
    });
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog !== null && !dialog.open && this.status !== 'idle' && this.status !== 'ready')
      dialog.showModal();
    // The button that was pressed is gone: the focus stays within the element.
    if (changed.has('status') && changed.get('status') !== undefined && this.matches(':focus-within')) {
      this.renderRoot.querySelector<HTMLElement>('[part="panel"]')?.focus({ preventScroll: true });
    }
  }

  #reset(status: Status): void {
    this.status = status;
    this.step = undefined;
    this.hint = undefined;
    this.error = undefined;
    this.views = 0;
    this.settled = false;
  }

  #listener(): RunListener {
    return {
      step: (step, of) => {
        this.step = step;
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
        this.status = 'complete';
        this.completed(result);
        this.#tellComplete(new RecognizeCompleteEvent(result));
      },
      cancel: (stage: string, reason: CancelReason) => {
        if (reason !== 'restarted') this.status = 'cancelled';
        this.dispatchEvent(new RecognizeCancelEvent(stage, reason));
      },
      error: (error) => {
        this.status = 'failed';
        this.error = error;
        this.dispatchEvent(new RecognizeErrorEvent(error));
      },
    };
  }

  #tellComplete(event: RecognizeCompleteEvent): void {
    const run = this.#run;
    this.dispatchEvent(event);
    event.done.then(
      () => {
        if (this.#run === run) this.settled = true;
      },
      () => {},
    );
  }

  /** Called before the event of success. */
  protected completed(_result: unknown): void {}

  async #perform(run: Run): Promise<void> {
    const session = openCaptureSession({
      camera: this.camera,
      assetsBase: this.assets,
      signal: run.signal,
      vision: () => this.#load(run),
      onStep: (step) => run.step(step),
      onHint: (hint) => run.hint(hint),
      onProgress: (loaded, total) => run.progress({ step: 'capture', loaded, total }),
      onCamera: (camera) => {
        this.source = camera;
      },
    });
    try {
      const { runtime } = this;
      const result = await this.perform({
        host: hostOf(this),
        matching: runtime.createMatching(this.assets),
        store: runtime.openStore(),
        exclusive,
        models: async () => {
          const { modelId, center, modelSet } = await this.#load(run);
          return { modelId, center, n: modelSet.matching.n };
        },
        warmUp: session.warmUp,
        capture: session.capture,
        description: describeBrowser(navigator.userAgent),
        origin: location.origin,
        ...(this.matcherKey ? { matcherKey: this.matcherKey } : {}),
        report: run,
        signal: run.signal,
        now: Date.now,
      });
      run.complete(result);
    } catch (thrown) {
      const error = toRecognizeError(thrown, 'runtime/crashed');
      // A worker that crashed or hangs is not used again.
      if (error.code.startsWith('runtime/')) this.#loader.close();
      run.fail(error);
    } finally {
      session.close();
    }
  }

  /** Loads the models once; tells once whether this browser can do it at all. */
  async #load(run?: Run) {
    const missing = missingFeature();
    if (missing !== undefined) throw this.#unsupported(new RecognizeError(missing));
    const { runtime, execution, assets: assetsBase } = this;
    const manifestUrl = this.models ? new URL(this.models, document.baseURI) : undefined;
    const options = { assetsBase, execution, ...(manifestUrl ? { manifestUrl } : {}) };
    try {
      const vision = await this.#loader.load(options, runtime.createVision, ({ loaded, total }) => {
        this.loaded = loaded / total;
        (run ?? this.#run)?.progress({ step: 'loading', loaded, total });
      });
      if (!this.#announced) {
        this.#announced = true;
        this.dispatchEvent(new RecognizeReadyEvent(this.diagnostics));
      }
      return vision;
    } catch (thrown) {
      const error = toRecognizeError(thrown, 'runtime/crashed');
      throw error.code.startsWith('environment/') ? this.#unsupported(error) : error;
    }
  }

  #unsupported(error: RecognizeError): RecognizeError {
    if (!this.#announced) {
      this.#announced = true;
      this.dispatchEvent(new RecognizeUnsupportedEvent(error.toJSON()));
    }
    return error;
  }

  #preloadWhenVisible(): void {
    this.#observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      this.#observer?.disconnect();
      void this.preload();
    });
    this.#observer.observe(this);
  }
}
