import { expect, it } from 'vitest';
import { wasmError } from '../../../../src/vision/worker/wasm-error.ts';

const evalError = new EvalError("Refused to create a WebAssembly object because 'unsafe-eval' …");

it.each([
  [
    'environment/blocked-by-policy',
    new WebAssembly.CompileError('Wasm code generation disallowed by embedder'),
  ],
  ['environment/blocked-by-policy', evalError],
  ['environment/no-wasm', new ReferenceError('WebAssembly is not defined')],
  ['runtime/out-of-memory', new RangeError('Out of memory: Cannot allocate Wasm memory')],
])('is %s for %s', (code, cause) => {
  expect(wasmError(cause)).toMatchObject({ code, cause });
});
