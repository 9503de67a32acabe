import { RecognizeError } from '../errors.ts';
import { hintOfIssue } from '../hint-of-issue.ts';
import { meanOf, normalizeInPlace } from '../vector.ts';
import type { QualityIssue } from '../vision/types.ts';
import type { Scenario } from '../wire/photo.ts';
import { findFace } from './find-face.ts';
import { MIN_FACE_SIZE } from './limits.ts';
import { around } from './parts.ts';
import type { Picture } from './picture.ts';

/**
 * Finds the one face of a photo and embeds it: the mean of the upright and the mirrored face, whose errors are partly independent. The face is
 * observed in a part of its own, because the whole picture is reduced before it is searched.
 *
 * @returns a unit vector
 * @throws RecognizeError `photo/no-face`, `photo/several-faces`, `photo/low-quality` with `hint`
 */
export async function examinePhoto(picture: Picture, scenario: Scenario): Promise<Float32Array> {
  const part = around(await findFace(picture), picture);
  const { embedding, quality, otherFaces, quarterTurns } = await picture.observe(part, {
    embed: true,
    largest: true,
    quarterTurns: 'upright',
  });
  if (embedding === undefined || quality === undefined) throw new RecognizeError('photo/no-face');
  try {
    if (otherFaces > 0) throw new RecognizeError('photo/several-faces');
    requireQuality(quality.issues, quality.size, scenario);
    const mirrored = await picture.observe(part, {
      embed: true,
      largest: true,
      quarterTurns,
      mirrored: true,
    });
    const mean = meanOf(mirrored.embedding === undefined ? [embedding] : [embedding, mirrored.embedding]);
    mirrored.embedding?.fill(0);
    normalizeInPlace(mean);
    return mean;
  } finally {
    embedding.fill(0);
  }
}

/** @throws RecognizeError `photo/low-quality` */
function requireQuality(issues: readonly QualityIssue[], size: number, scenario: Scenario): void {
  const failed = issues.find((issue) => issue !== 'small' || size < MIN_FACE_SIZE[scenario]);
  if (failed === undefined) return;
  throw new RecognizeError('photo/low-quality', { detail: failed, hint: hintOfIssue[failed] });
}
