import type { ModelSet } from '../manifest/types.ts';
import type { Execution, Observation, VisionDiagnostics } from './types.ts';

export interface VisionOptions {
  /** Where worker, wasm and models lie; ends in a slash. */
  readonly assetsBase: string | URL;
  /** Another set of models; default `models/manifest.json` under `assetsBase`. */
  readonly manifestUrl?: string | URL;
  /** `auto` is wasm. */
  readonly execution?: 'auto' | Execution;
  /** Bytes of models and runtime; `total` comes from the manifest and grows only when the runtime's length is learned. */
  readonly onProgress?: (progress: { readonly loaded: number; readonly total: number }) => void;
  /** Ends loading; an open vision is ended by `close`. */
  readonly signal?: AbortSignal;
}

export interface Vision {
  readonly modelSet: ModelSet;
  /** `modelId(modelSet)`. */
  readonly modelId: string;
  /** The set's population mean, decoded. */
  readonly center: Float32Array;
  readonly diagnostics: VisionDiagnostics;
  /**
   * Looks at a frame, which is handed over and closed. One frame is worked on, one waits; a newer one takes the waiting
   * place and the older one's promise rejects with `ceremony/aborted`.
   *
   * @throws RecognizeError `runtime/crashed`, `runtime/timed-out`, `ceremony/aborted`
   */
  observe(frame: ImageBitmap | VideoFrame, options: { readonly embed: boolean }): Promise<Observation>;
  /** Ends the worker and everything pending; idempotent. */
  close(): void;
}

/**
 * Starts the worker and loads the set of models.
 *
 * @throws RecognizeError `environment/*`, `assets/*`, `models/*`, `runtime/*`, `ceremony/aborted`
 */
export declare function createVision(options: VisionOptions): Promise<Vision>;
