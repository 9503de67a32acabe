import type { Vision, VisionOptions } from '../vision/client.ts';

type Options = Pick<VisionOptions, 'assetsBase' | 'manifestUrl' | 'execution'>;
type Progress = NonNullable<VisionOptions['onProgress']>;

/** One vision for an element, shared by preload and runs. A failure, a crash or other options begin anew. */
export class ModelLoader {
  #key = '';
  #loading: Promise<Vision> | undefined;
  #vision: Vision | undefined;
  #progress: Progress | undefined;
  #abort = new AbortController();

  get loaded(): boolean {
    return this.#vision !== undefined;
  }

  get diagnostics(): object {
    return this.#vision?.diagnostics ?? {};
  }

  load(
    options: Options,
    create: (options: VisionOptions) => Promise<Vision>,
    progress: Progress,
  ): Promise<Vision> {
    const key = JSON.stringify([String(options.assetsBase), String(options.manifestUrl), options.execution]);
    if (key !== this.#key) this.close();
    this.#key = key;
    this.#progress = progress;
    this.#loading ??= this.#start(options, create);
    return this.#loading;
  }

  /** Ends the worker; the next load starts another. */
  close(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#vision?.close();
    this.#vision = undefined;
    this.#loading = undefined;
  }

  async #start(options: Options, create: (options: VisionOptions) => Promise<Vision>): Promise<Vision> {
    const { signal } = this.#abort;
    try {
      const onProgress: Progress = (detail) => this.#progress?.(detail);
      const vision = await create({ ...options, onProgress, signal });
      if (!signal.aborted) this.#vision = vision;
      return vision;
    } catch (error) {
      if (!signal.aborted) this.#loading = undefined;
      throw error;
    }
  }
}
