import type { PropertyDeclarations, TemplateResult } from 'lit';
import { unsupportedForPhoto, unsupportedReason } from '../client/browser-features.ts';
import { INITIAL_DIAGNOSTICS } from '../client/diagnostics.ts';
import { isUnset, type RecognizeError, toRecognizeError } from '../errors.ts';
import {
  type Diagnostics,
  RecognizeCompleteEvent,
  RecognizeReadyEvent,
  RecognizeUnsupportedEvent,
} from '../events.ts';
import { CameraHelpController } from './camera-help-controller.ts';
import { CeremonySettings } from './ceremony-settings.ts';
import { printForDevelopers } from './console-line.ts';
import { domContentLoaded } from './dom-content-loaded.ts';
import type { CeremonyResult } from './event-map.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { HandoffController } from './handoff-controller.ts';
import { ModalDialog } from './modal-dialog.ts';
import { PreloadTrigger } from './preload-trigger.ts';
import { type ElementState, RunController } from './run-controller.ts';
import { RunLayout } from './run-layout.ts';
import { SpokenHints } from './spoken-hints.ts';
import { vibrateOnSuccess } from './success-vibration.ts';
import { timeLimitMs } from './time-limit.ts';
import { untilSet } from './until-set.ts';
import { ceremonyView } from './view/ceremony-view.ts';
import { focusPanel } from './view/focus.ts';
import { instruction } from './view/running-view.ts';
import { viewfinderSize } from './view/viewfinder-size.ts';

/** An element that runs a ceremony in front of the camera. Its events and everything it renders derive from the state of the run. */
export abstract class CeremonyElement<Result extends CeremonyResult> extends CeremonySettings<Result> {
  static override properties: PropertyDeclarations = {
    ...CeremonySettings.properties,
    completionHandled: { state: true },
  };

  /** Whether the work is done that the page passed to `waitUntil` of the complete event. */
  declare protected completionHandled: boolean;

  readonly #runs = new RunController<Result>(this, (event) => this.#dispatchRunEvent(event));
  readonly #layout = new RunLayout(this, () => this.#runs.state);
  readonly #preloadTrigger = new PreloadTrigger(this);
  readonly #cameraHelp = new CameraHelpController(this, {
    isDenied: () => {
      const { state } = this.#runs;
      return state.status === 'failed' && state.error.code === 'camera/denied';
    },
    onGranted: () => void this.start(),
  });
  readonly #handoff = new HandoffController(this, {
    start: () => void this.#start({ handoff: true }),
    startTaken: () => void this.#start(),
    open: (link, signal) => this.openClient().openHandoff(link, { signal }),
    fail: (error) => this.fail(error),
  });

  constructor() {
    super();
    new ModalDialog(this);
    new SpokenHints(this, () => this.#instruction());
    new FocusKeeper(this);
    this.completionHandled = false;
  }

  get status(): ElementState<Result>['status'] {
    return this.#runs.state.status;
  }

  get diagnostics(): Diagnostics {
    const { state } = this.#runs;
    const camera = state.status === 'running' ? (state.camera?.label ?? '') : '';
    return { camera, ...(this.currentClient?.diagnostics ?? INITIAL_DIAGNOSTICS) };
  }

  /** Loads runtime and models ahead of a run. Never rejects: a run reports what failed. */
  async preload(): Promise<void> {
    // A run uses the client that it started with.
    if (this.status === 'running') return this.#runs.finished;
    const missing = this.unsupported();
    if (missing !== undefined) return this.#announceUnsupported(missing);
    if (this.status === 'idle') this.#runs.state = { status: 'loading' };
    try {
      await this.openClient().preload(undefined, { photo: !this.usesCamera });
      this.announce(new RecognizeReadyEvent(this.diagnostics));
    } catch (thrown) {
      const error = toRecognizeError(thrown, 'runtime/crashed');
      printForDevelopers(error);
      if (error.code.startsWith('environment/')) this.#announceUnsupported(error);
    }
    if (this.status === 'loading') this.#returnToStart();
  }

  /** Starts a run and cancels one that is under way. Resolves when the run has ended, whatever its outcome. */
  start(): Promise<void> {
    return this.#start();
  }

  /** Cancels the run under way. */
  cancel(): Promise<void> {
    return this.#runs.cancel('page');
  }

  /** Starts a run after another one has ended. During a run it returns that run. */
  retry(): Promise<void> {
    return this.status === 'running' ? this.#runs.finished : this.start();
  }

  /** Cancels the run under way and shows the start again. */
  reset(): Promise<void> {
    const { run } = this.#runs;
    const finished = this.cancel();
    // A listener of the cancellation may have started another run.
    if (this.#runs.run === run) this.#returnToStart();
    return finished;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#onConnected();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // An element that is moved in the document is connected again before the microtask runs.
    queueMicrotask(() => {
      if (!this.isConnected) this.currentClient?.close();
    });
  }

  protected override fail(error: RecognizeError): void {
    this.#runs.fail(error);
  }

  protected override render(): TemplateResult {
    const { state } = this.#runs;
    return ceremonyView({
      texts: this.texts,
      language: this.localized.language,
      intro: this.intro,
      state,
      layout: this.layout,
      place: this.#layout.place,
      heightInFlow: this.#layout.height,
      live: this.liveRegion !== 'off',
      hasAlternative: this.querySelector(':scope > [slot="alternative"]') !== null,
      hasConsent: this.querySelector(':scope > [slot="consent"]') !== null,
      details: this.details(),
      review:
        state.status === 'complete' && this.completionHandled && !this.handoffId ? this.review() : undefined,
      reviewSeconds: this.reviewSeconds,
      start: () => void this.start(),
      cancel: () => void this.#runs.cancel('person'),
      reset: () => void this.reset(),
      photo: this.photoView(),
      replace: this.bindsDevice ? () => void this.#start({ replaceUnused: true }) : undefined,
      handoff: this.#handoff.view(this.texts, this.intro),
      unsupported: this.unsupported(),
      cameraHelp: this.#cameraHelp.view(this.texts),
      dialogClosed: () => void this.#dialogClosed(),
      refresh: () => this.requestUpdate(),
    });
  }

  /** What the spoken hints say: nothing outside a run. */
  #instruction() {
    const { state } = this.#runs;
    if (!this.spokenHints || state.status !== 'running') return undefined;
    return { text: instruction(this.texts, state), language: this.localized.language };
  }

  /** What this browser lacks for a run. */
  protected unsupported(): RecognizeError | undefined {
    return this.usesCamera ? unsupportedReason(this.camera) : unsupportedForPhoto();
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.get('preloading') !== undefined) this.#preloadTrigger.apply();
  }

  /** The browser has closed the dialog (Escape key), which moved the focus out of the element. */
  async #dialogClosed(): Promise<void> {
    void this.reset();
    await this.updateComplete;
    focusPanel(this.renderRoot);
  }

  async #onConnected(): Promise<void> {
    await domContentLoaded();
    // Properties that were set before the element was defined are there after its first update.
    await this.updateComplete;
    if (!this.isConnected) return;
    const missing = this.unsupported();
    if (missing !== undefined) this.#announceUnsupported(missing);
    this.#preloadTrigger.apply();
    void this.#handoff.connect();
    if (this.#handoff.isPending) return;
    if (this.autostart && this.#runs.run === undefined) void this.start();
  }

  #start({ replaceUnused = false, handoff = this.#handoff.byDefault } = {}): Promise<void> {
    // A failure before the number was typed.
    if (this.#handoff.isPending) {
      this.#returnToStart();
      return this.#handoff.reopen();
    }
    this.completionHandled = false;
    return this.#runs.start(async (options) => {
      if (this.requiredValues.some(isUnset)) await untilSet(() => this.requiredValues, options);
      const run = {
        ...options,
        camera: this.camera || undefined,
        handoff,
        viewfinder: () => viewfinderSize(this.renderRoot),
        timeLimitMs: timeLimitMs(this.timeLimit),
      };
      return this.perform(this.openClient(), run, replaceUnused);
    });
  }

  #returnToStart(): void {
    this.#runs.state = { status: this.currentClient?.loaded ? 'ready' : 'idle' };
  }

  #announceUnsupported(error: RecognizeError): void {
    this.announce(new RecognizeUnsupportedEvent(error.toJSON()));
  }

  #dispatchRunEvent(event: Event): void {
    if (event instanceof RecognizeReadyEvent || event instanceof RecognizeUnsupportedEvent)
      this.announce(event);
    else this.dispatchEvent(event);
    if (!(event instanceof RecognizeCompleteEvent)) return;
    if (this.vibrate) vibrateOnSuccess();
    void this.#awaitCompletion(event);
  }

  async #awaitCompletion(event: RecognizeCompleteEvent<Result>): Promise<void> {
    const { run } = this.#runs;
    const succeeded = await event.done.then(
      () => true,
      () => false,
    );
    if (succeeded && this.#runs.run === run && this.status === 'complete') this.completionHandled = true;
  }
}
