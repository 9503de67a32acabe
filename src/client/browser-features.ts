import { RecognizeError } from '../errors.ts';
import { trustedTypesProblem } from '../trusted-types.ts';

/**
 * Returns the first feature that this page or browser lacks. Loads nothing.
 *
 * @returns an error with a code `environment/*`, or undefined when nothing is missing
 */
export function unsupportedReason(): RecognizeError | undefined {
  // Document implementations for tests lack the property.
  if (!globalThis.isSecureContext) return new RecognizeError('environment/insecure-context');
  if (typeof WebAssembly === 'undefined') return new RecognizeError('environment/no-wasm');
  if (typeof Worker === 'undefined') return new RecognizeError('environment/no-workers');
  if (globalThis.crypto?.subtle === undefined) return new RecognizeError('environment/no-webcrypto');
  const detail = trustedTypesProblem();
  if (detail !== undefined) return new RecognizeError('environment/blocked-by-policy', { detail });
  return undefined;
}
