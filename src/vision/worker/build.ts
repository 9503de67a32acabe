import type { Execution } from '../types.ts';
import type { RuntimeFile } from './load-set.ts';
import type { Ort } from './ort-session.ts';

/** One build of onnxruntime-web, for one worker. */
export interface Build {
  readonly ort: Ort;
  readonly execution: Execution;
  /** Names of the runtime's files under the assets. */
  readonly glue: string;
  readonly wasm: RuntimeFile;
}
