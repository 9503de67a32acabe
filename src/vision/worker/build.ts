import type { ShippedFile } from '../../manifest/shipped-files.ts';
import type { Execution } from '../types.ts';
import type { Ort } from './ort-session.ts';

/** One build of onnxruntime-web. Each vision worker contains exactly one. */
export interface Build {
  readonly ort: Ort;
  readonly execution: Execution;
  /** File name, in the assets folder, of the JavaScript module that instantiates the wasm. */
  readonly glue: ShippedFile;
  /** File name, in the assets folder, of the wasm. */
  readonly wasm: ShippedFile;
}
