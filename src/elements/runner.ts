import type { Camera } from '../capture/camera.ts';
import { type CaptureSession, openCaptureSession } from '../capture/session.ts';
import { untilAborted } from '../ceremonies/timeout.ts';
import type { CeremonyContext } from '../ceremonies/types.ts';
import { type RecognizeError, toRecognizeError } from '../errors.ts';
import type { CancelReason } from '../events.ts';
import type { Vision } from '../vision/client.ts';
import { addressOf } from './address.ts';
import { contextOf } from './ceremony-context.ts';
import { Readiness } from './readiness.ts';
import { Run, type RunListener } from './run.ts';
import type { Runtime } from './runtime.ts';

/** What a run begins with; asked anew for each, because a page may change it at any time. */
export interface RunSettings {
  readonly runtime: Runtime;
  readonly assets: URL;
  readonly execution: 'auto' | 'wasm' | 'webgpu';
  readonly models: string | undefined;
  readonly matcherKey: string | undefined;
  readonly camera: string;
}

export interface RunnerOptions {
  readonly element: HTMLElement;
  readonly settings: () => RunSettings;
  readonly diagnostics: () => object;
  readonly perform: (context: CeremonyContext) => Promise<unknown>;
  readonly listener: RunListener;
  /** The camera of the run under way. */
  readonly onCamera: (camera: Camera | undefined) => void;
  /** Share of the bytes that are loaded. */
  readonly onLoaded: (share: number) => void;
}

/** Longest wait for what the run before has begun and cannot break off, milliseconds. */
const unwinding = 5_000;

/** The runs of an element, one at a time, and the models that they share. */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #readiness: Readiness;
  #run: Run | undefined;
  #running: Promise<void> = Promise.resolve();
  #replacing = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#readiness = new Readiness((event) => options.element.dispatchEvent(event), options.diagnostics);
  }

  /** The last run begun. */
  get run(): Run | undefined {
    return this.#run;
  }

  /** Resolves when that run has ended. */
  get running(): Promise<void> {
    return this.#running;
  }

  get loaded(): boolean {
    return this.#readiness.models.loaded;
  }

  get diagnostics(): object {
    return this.#readiness.models.diagnostics;
  }

  /** Looks what this browser lacks, without loading anything. */
  missingFeature(): RecognizeError | undefined {
    return this.#readiness.missingFeature();
  }

  /** Begins a run; one that is under way is aborted. */
  start(): Promise<void> {
    // Whoever hears that the run before is cancelled, and starts again, means the one that is beginning.
    if (this.#replacing) return Promise.resolve().then(() => this.#running);
    const before = this.#run;
    const run = new Run(this.#options.listener);
    this.#run = run;
    this.#replacing = true;
    before?.cancel('restarted');
    this.#replacing = false;
    this.#options.onCamera(undefined);
    this.#running = this.#perform(run, this.#running);
    return this.#running;
  }

  cancel(reason: CancelReason): Promise<void> {
    this.#run?.cancel(reason);
    return this.#running;
  }

  /** Ends the worker; the next run starts another. */
  close(): void {
    this.#readiness.models.close();
  }

  /** Ahead of a run, or for one with what it began with. */
  load(run = this.#run, settings = this.#options.settings()) {
    const { runtime, assets: assetsBase, execution, models } = settings;
    const manifest = models ? { manifestUrl: addressOf(models, 'models') } : {};
    const options = { assetsBase, execution, ...manifest };
    return this.#readiness.load(options, runtime.createVision, ({ loaded, total }) => {
      this.#options.onLoaded(loaded / total);
      run?.progress({ step: 'loading', loaded, total });
    });
  }

  async #perform(run: Run, before: Promise<void>): Promise<void> {
    // The run before holds the person's lock until it has let go of everything.
    await settledWithin(before, unwinding);
    if (run.signal.aborted) return;
    const { element, perform } = this.#options;
    // There would be nothing on screen to end it with.
    if (!element.isConnected) return run.cancel('removed');
    let session: CaptureSession | undefined;
    try {
      const settings = this.#options.settings();
      const { runtime, assets, matcherKey } = settings;
      const load = () => untilAborted(run.signal, () => this.load(run, settings));
      session = this.#openSession(run, settings, load);
      run.complete(await perform(contextOf({ element, runtime, assets, matcherKey, run, session, load })));
    } catch (thrown) {
      const error = toRecognizeError(thrown, 'runtime/crashed');
      // A worker that crashed or hangs is not used again.
      if (error.code.startsWith('runtime/')) this.close();
      run.fail(error);
    } finally {
      session?.close();
      this.#readiness.models.rest();
    }
  }

  #openSession(run: Run, { camera }: RunSettings, vision: () => Promise<Vision>): CaptureSession {
    return openCaptureSession({
      camera,
      signal: run.signal,
      vision,
      onStep: (step) => run.step(step),
      onHint: (hint) => run.hint(hint),
      onProgress: (loaded, total) => run.progress({ step: 'capture', loaded, total }),
      onCamera: (opened) => {
        if (this.#run === run) this.#options.onCamera(opened);
      },
    });
  }
}

async function settledWithin(promise: Promise<void>, limit: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limit);
  });
  await Promise.race([promise, late]);
  clearTimeout(timer);
}
