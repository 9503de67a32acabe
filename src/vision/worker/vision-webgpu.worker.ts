import * as ort from 'onnxruntime-web/webgpu';
import { serve } from './serve.ts';

serve({
  ort,
  execution: 'webgpu',
  glue: 'ort-wasm-simd-threaded.asyncify.mjs',
  wasm: 'ort-wasm-simd-threaded.asyncify.wasm',
});
