import { RecognizeError, type RecognizeErrorCode } from '../errors.ts';
import { toBase64url } from './base64url.ts';
import type { PhotoReport } from './photo.ts';
import type { AuthorizationClaims } from './tokens.ts';

/**
 * Compares the source of an enrollment with the one that the host has authorized. The client checks it early, the matcher decides.
 *
 * @param photo undefined for an enrollment from the camera
 * @throws RecognizeError `photo/required` for a camera with the authorization of a photo; `photo/not-authorized` for a photo without one,
 *   or of another scenario; `photo/wrong-file` for another file
 */
export function requireAuthorizedSource(claims: AuthorizationClaims, photo: PhotoReport | undefined): void {
  if (photo === undefined) {
    if (claims.source === 'photo')
      throw refusal('photo/required', 'authorization.source: photo, and the enrollment is from a camera');
    return;
  }
  if (claims.source !== 'photo')
    throw refusal(
      'photo/not-authorized',
      'authorization.source: expected photo for an enrollment from a photo',
    );
  if (claims.scenario !== photo.scenario)
    throw refusal(
      'photo/not-authorized',
      `authorization.scenario: ${claims.scenario}, and the enrollment has ${photo.scenario}`,
    );
  if (claims.photo_hash !== toBase64url(photo.hash))
    throw refusal('photo/wrong-file', 'authorization.photo_hash: not the SHA-256 of this file');
}

const refusal = (code: RecognizeErrorCode, detail: string): RecognizeError =>
  new RecognizeError(code, { detail });
