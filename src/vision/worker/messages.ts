import type { RecognizeErrorJson } from '../../errors.ts';
import type { ModelSet } from '../../manifest/types.ts';
import type { Execution, Observation, ObserveOptions } from '../types.ts';

/** Main thread → worker. One `load`, then any number of `observe`. */
export type Call =
  | { readonly kind: 'load'; readonly assetsBase: string; readonly manifestUrl: string }
  | {
      readonly kind: 'observe';
      readonly id: number;
      /** Handed over, and closed by the worker. */
      readonly frame: ImageBitmap | VideoFrame;
      readonly options: ObserveOptions;
    };

export interface Loaded {
  readonly kind: 'loaded';
  readonly modelSet: ModelSet;
  readonly modelId: string;
  readonly center: Float32Array;
  readonly execution: Execution;
  readonly runtime: string;
  readonly threads: number;
  readonly loadMs: number;
  readonly startMs: number;
}

/** Worker → main thread. An error without `id` ends the worker's use. */
export type Answer =
  | { readonly kind: 'progress'; readonly loaded: number; readonly total: number }
  | Loaded
  | { readonly kind: 'observation'; readonly id: number; readonly observation: Observation }
  | { readonly kind: 'error'; readonly id?: number; readonly error: RecognizeErrorJson };
