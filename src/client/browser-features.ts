import { RecognizeError } from '../errors.ts';

/**
 * What this page or browser lacks, without loading anything.
 *
 * @returns an error with a code of `environment/`, or undefined when everything is there
 */
export function unsupportedReason(): RecognizeError | undefined {
  if (!isSecureContext) return new RecognizeError('environment/insecure-context');
  if (typeof WebAssembly === 'undefined') return new RecognizeError('environment/no-wasm');
  if (typeof Worker === 'undefined') return new RecognizeError('environment/no-workers');
  if (globalThis.crypto?.subtle === undefined) return new RecognizeError('environment/no-webcrypto');
  return undefined;
}
