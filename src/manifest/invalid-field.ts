import { RecognizeError } from '../errors.ts';

/**
 * The error for a wrong field of a manifest.
 *
 * @param path of the field, such as `detector.strides[0]`; `manifest` for the whole document
 * @param expected what the field should contain
 */
export function invalidField(path: string, expected: string): RecognizeError {
  return new RecognizeError('models/manifest-invalid', { detail: `${path}: expected ${expected}` });
}
