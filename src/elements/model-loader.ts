import type { Vision, VisionOptions } from '../vision/client.ts';

export type Options = Pick<VisionOptions, 'assetsBase' | 'manifestUrl' | 'execution'>;
export type Progress = NonNullable<VisionOptions['onProgress']>;
export type Create = (options: VisionOptions) => Promise<Vision>;

/** How long the worker outlives the last run, milliseconds: a second try begins at once, a finished page gets its memory back. */
const idleLimit = 30_000;

/** One vision for an element, shared by preload and runs. A failure, a crash or other options begin anew. */
export class ModelLoader {
  #key = '';
  #loading: Promise<Vision> | undefined;
  #vision: Vision | undefined;
  #diagnostics: object = {};
  #progress: Progress | undefined;
  #abort = new AbortController();
  #idle: ReturnType<typeof setTimeout> | undefined;

  get loaded(): boolean {
    return this.#vision !== undefined;
  }

  /** Of what was loaded last. */
  get diagnostics(): object {
    return this.#diagnostics;
  }

  load(options: Options, create: Create, progress: Progress): Promise<Vision> {
    clearTimeout(this.#idle);
    const key = JSON.stringify([String(options.assetsBase), String(options.manifestUrl), options.execution]);
    if (key !== this.#key) this.close();
    this.#key = key;
    this.#progress = progress;
    this.#loading ??= this.#start(options, create);
    return this.#loading;
  }

  /** Ends the worker, unless it is wanted again before long. */
  rest(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.close(), idleLimit);
  }

  /** Ends the worker; the next load starts another. */
  close(): void {
    clearTimeout(this.#idle);
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#vision?.close();
    this.#vision = undefined;
    this.#loading = undefined;
  }

  async #start(options: Options, create: Create): Promise<Vision> {
    const { signal } = this.#abort;
    try {
      const onProgress: Progress = (detail) => this.#progress?.(detail);
      const vision = await create({ ...options, onProgress, signal });
      // It may have opened in the very moment of the abort.
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
