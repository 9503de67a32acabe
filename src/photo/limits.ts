import type { Scenario } from '../wire/photo.ts';

/** Largest file. A JPEG of 50 megapixels has 15 to 25 MB. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** Most pixels. Decoded, they need 4 bytes each for a moment. */
export const MAX_PIXELS = 64 * 1024 * 1024;

/** Longest side of the picture that stays in memory, in pixels: a face that fills a twentieth of it is still large enough. */
export const MAX_SIDE_PIXELS = 4096;

/**
 * Least size of the face, as `Quality.size`: about the distance of the eyes in pixels. A document shows a small face, which is accepted as
 * far as it was measured: models/README.md, "Enrollment from a photo".
 */
export const MIN_FACE_SIZE: Readonly<Record<Scenario, number>> = {
  SELFIE: 30,
  TRUSTED_SOURCE: 30,
  DOCUMENT: 18,
};
