import * as ort from 'onnxruntime-web/wasm';
import { serve } from './serve.ts';

serve({
  ort,
  execution: 'wasm',
  glue: 'ort-wasm-simd-threaded.mjs',
  wasm: 'ort-wasm-simd-threaded.wasm',
});
