import { cameraApiError } from '../capture/camera-api.ts';
import { hasRegisteredCamera } from '../capture/camera-sources.ts';
import { RecognizeError } from '../errors.ts';
import { trustedTypesProblem } from '../trusted-types.ts';

/**
 * Returns the first feature that this page or browser lacks. Loads nothing.
 *
 * @param camera as the attribute `camera`; a registered camera does not need the cameras of the browser. Default `user`
 * @returns an error with a code `environment/*`, or undefined when nothing is missing
 */
export const unsupportedReason = (camera?: string): RecognizeError | undefined =>
  unsupportedForPhoto() ?? cameraApiError(camera);

/** The same for an enrollment from a photo, which needs no camera. */
export const unsupportedForPhoto = (): RecognizeError | undefined => missingFeature();

/** The same for a page that may use registered cameras only. */
export const unsupportedToLoad = (): RecognizeError | undefined =>
  hasRegisteredCamera() ? missingFeature() : unsupportedReason();

function missingFeature(): RecognizeError | undefined {
  // Document implementations for tests lack the property.
  if (!globalThis.isSecureContext) return new RecognizeError('environment/insecure-context');
  if (typeof WebAssembly === 'undefined') return new RecognizeError('environment/no-wasm');
  if (typeof Worker === 'undefined') return new RecognizeError('environment/no-workers');
  if (globalThis.crypto?.subtle === undefined) return new RecognizeError('environment/no-webcrypto');
  const detail = trustedTypesProblem();
  if (detail !== undefined) return new RecognizeError('environment/blocked-by-policy', { detail });
  return undefined;
}
