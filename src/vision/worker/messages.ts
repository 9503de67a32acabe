import type { shippedFiles } from '../../manifest/shipped-files.ts';
import type { ModelSet } from '../../manifest/types.ts';
import type { Execution, Observation, ObserveOptions } from '../types.ts';

/** The methods of the vision worker: one `load`, then any number of the others. */
export interface VisionWorker {
  /**
   * @param assetsBase and `manifestUrl`: absolute URLs; strings, because structured clone does not copy `URL`. Without `manifestUrl` the
   *   manifest of the package is used
   * @param expected the hashes that the script knows
   */
  load(
    assetsBase: string,
    manifestUrl: string | undefined,
    expected: typeof shippedFiles,
  ): Promise<LoadedModels>;
  /** @param frame transferred, and closed by the worker */
  observe(frame: ImageBitmap | VideoFrame, options: ObserveOptions): Promise<Observation>;
  /** As `Vision.forgetFrames`. */
  forgetFrames(): Promise<void>;
}

export interface LoadedModels {
  readonly modelSet: ModelSet;
  readonly modelId: string;
  readonly center: Float32Array;
  readonly execution: Execution;
  /** Name and version of the runtime. */
  readonly runtime: string;
  readonly threads: number;
  readonly loadMs: number;
  readonly startMs: number;
}

/** Progress of `load`, in bytes of models and runtime. */
export interface LoadProgress {
  readonly loaded: number;
  readonly total: number;
}
