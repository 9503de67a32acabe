import type { RecognizeErrorCode } from '../errors.ts';

/** What this page or browser lacks, if anything. */
export function missingFeature(): RecognizeErrorCode | undefined {
  if (!isSecureContext) return 'environment/insecure-context';
  if (typeof WebAssembly === 'undefined') return 'environment/no-wasm';
  if (typeof Worker === 'undefined') return 'environment/no-workers';
  if (globalThis.crypto?.subtle === undefined) return 'environment/no-webcrypto';
  return undefined;
}
