import { createVision, type Vision, type VisionOptions } from '../vision/client.ts';
import type { LoadProgress } from './run-state.ts';

type ModelOptions = Pick<VisionOptions, 'assetsBase' | 'manifestUrl' | 'execution'>;

/** How long the worker outlives the last run, milliseconds. A second attempt then starts at once, and a page without runs frees the memory. */
const IDLE_TIMEOUT_MS = 30_000;

/** A download that takes longer is shown, milliseconds. What the browser has in its cache arrives sooner. */
const SLOW_AFTER_MS = 1_000;

const NOTHING_LOADED: LoadProgress = { loaded: 0, total: 0 };

/** The vision worker of one client, shared by preloading and runs. After a failure or a crash the next `load` starts another one. */
export class ModelLoader {
  readonly #options: ModelOptions;
  readonly #create: typeof createVision;
  readonly #listeners = new Set<(progress: LoadProgress) => void>();
  #abort = new AbortController();
  #loading: Promise<Vision> | undefined;
  #vision: Vision | undefined;
  #diagnostics: Vision['diagnostics'] | undefined;
  #progress = NOTHING_LOADED;
  #users = 0;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ModelOptions, create = createVision) {
    this.#options = options;
    this.#create = create;
  }

  get loaded(): boolean {
    return this.#vision !== undefined && !this.#vision.closed;
  }

  get progress(): LoadProgress {
    return this.#progress;
  }

  /** Diagnostics of the models that were loaded last. */
  get diagnostics(): Vision['diagnostics'] | undefined {
    return this.#diagnostics;
  }

  /** @throws RecognizeError as `createVision` */
  async load(onProgress: (progress: LoadProgress) => void = () => {}): Promise<Vision> {
    clearTimeout(this.#idleTimer);
    // The worker may have crashed since the last run.
    if (this.#vision?.closed) this.close();
    this.#loading ??= this.#start();
    this.#listeners.add(onProgress);
    try {
      return await this.#loading;
    } finally {
      this.#listeners.delete(onProgress);
    }
  }

  /** Keeps the worker while a run uses it. Call the returned function to stop using it; after the last one the idle time starts. */
  use(): () => void {
    this.#users++;
    clearTimeout(this.#idleTimer);
    return () => {
      this.#users--;
      clearTimeout(this.#idleTimer);
      if (this.#users === 0) this.#idleTimer = setTimeout(() => this.close(), IDLE_TIMEOUT_MS);
    };
  }

  /** Ends the worker; the next `load` starts another one. */
  close(): void {
    clearTimeout(this.#idleTimer);
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#vision?.close();
    this.#vision = undefined;
    this.#loading = undefined;
    this.#progress = NOTHING_LOADED;
  }

  async #start(): Promise<Vision> {
    const { signal } = this.#abort;
    const startMs = performance.now();
    const onProgress = ({ loaded, total }: LoadProgress) => {
      if (signal.aborted) return;
      const slow = loaded < total && performance.now() - startMs > SLOW_AFTER_MS;
      this.#progress = { loaded, total, ...(slow ? { slow } : {}) };
      const progress = this.#progress;
      for (const listener of this.#listeners) listener(progress);
    };
    try {
      const vision = await this.#create({ ...this.#options, onProgress, signal });
      // The abort may come after the worker has loaded and before this line runs.
      if (signal.aborted) vision.close();
      signal.throwIfAborted();
      this.#vision = vision;
      this.#diagnostics = vision.diagnostics;
      return vision;
    } catch (error) {
      if (!signal.aborted) this.#loading = undefined;
      throw error;
    }
  }
}
