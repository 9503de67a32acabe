import { RecognizeError } from '../../errors.ts';

/**
 * The error for the smallest module that could not be compiled. A policy is a CompileError in Chromium and Firefox and an EvalError in
 * WebKit (CSP 3, section 4.4). A browser with WebAssembly switched off has no such object, and a device without memory throws a RangeError.
 *
 * @returns `environment/blocked-by-policy`, `environment/no-wasm`, `runtime/out-of-memory`
 */
export function wasmError(cause: unknown): RecognizeError {
  const { name = '', message = '' } = cause instanceof Error ? cause : {};
  const reason = `${name}: ${message}`;
  if (typeof WebAssembly === 'undefined' || name === 'ReferenceError' || name === 'TypeError')
    return new RecognizeError('environment/no-wasm', { cause, detail: reason });
  if (name === 'RangeError') return new RecognizeError('runtime/out-of-memory', { cause, detail: reason });
  const detail = `the worker's Content-Security-Policy blocks WebAssembly: add 'wasm-unsafe-eval' to its script-src (${reason})`;
  return new RecognizeError('environment/blocked-by-policy', { cause, detail });
}
