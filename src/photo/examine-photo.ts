import { RecognizeError } from '../errors.ts';
import type { HintName } from '../hint-name.ts';
import type { Box, Observation, QualityIssue } from '../vision/types.ts';
import type { Scenario } from '../wire/photo.ts';
import { MIN_FACE_SIZE } from './limits.ts';
import { around, tilesOf } from './parts.ts';
import type { Picture } from './picture.ts';

/** The hint that names what is wrong with a photo. */
const hintOfIssue = {
  'cut-off': 'go-back',
  small: 'come-closer',
  dark: 'more-light',
  bright: 'less-light',
  flat: 'even-light',
  backlit: 'light-behind',
  noisy: 'more-light',
  blurred: 'clean-lens',
  covered: 'uncover-face',
  yaw: 'turn-to-front',
  pitch: 'turn-to-front',
  roll: 'head-upright',
} as const satisfies Record<QualityIssue, HintName>;

/**
 * Finds the one face of a photo and embeds it: the mean of the upright and the mirrored face, whose errors are partly independent. The face is
 * observed in a part of its own, because the whole picture is reduced before it is searched.
 *
 * @returns a unit vector
 * @throws RecognizeError `photo/no-face`, `photo/several-faces`, `photo/low-quality` with `hint`
 */
export async function examinePhoto(picture: Picture, scenario: Scenario): Promise<Float32Array> {
  const part = await findFace(picture);
  const { embedding, quality, otherFaces, turned } = await picture.observe(part, {
    embed: true,
    largest: true,
    turned: true,
  });
  if (embedding === undefined || quality === undefined) throw new RecognizeError('photo/no-face');
  try {
    if (otherFaces > 0) throw new RecognizeError('photo/several-faces');
    requireUpright(turned);
    requireQuality(quality.issues, quality.size, scenario);
    const mirrored = await picture.observe(part, { embed: true, largest: true, mirrored: true });
    return meanOf(embedding, mirrored.embedding);
  } finally {
    embedding.fill(0);
  }
}

/** @throws RecognizeError `photo/low-quality` */
function requireUpright(turned: boolean | undefined): void {
  if (turned) throw new RecognizeError('photo/low-quality', { detail: 'turned', hint: 'turn-camera' });
}

/** @throws RecognizeError `photo/low-quality` */
function requireQuality(issues: readonly QualityIssue[], size: number, scenario: Scenario): void {
  const failed = issues.find((issue) => issue !== 'small' || size < MIN_FACE_SIZE[scenario]);
  if (failed === undefined) return;
  throw new RecognizeError('photo/low-quality', { detail: failed, hint: hintOfIssue[failed] });
}

/**
 * The part of the picture around its largest face. A picture in which no face is found is searched once more in parts, because the detector
 * sees a small face only there.
 *
 * @throws RecognizeError `photo/no-face`, `photo/several-faces`, `photo/low-quality`
 */
async function findFace(picture: Picture): Promise<Box> {
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
  const found = await faceIn(picture, whole, { turned: true });
  if (found !== undefined) return around(found, picture);
  const faces: Box[] = [];
  for (const tile of tilesOf(picture)) {
    const face = await faceIn(picture, tile, { turned: false });
    if (face !== undefined) faces.push(face);
  }
  const [largest] = faces.sort((a, b) => b.width * b.height - a.width * a.height);
  if (largest === undefined) throw new RecognizeError('photo/no-face');
  return around(largest, picture);
}

/**
 * The largest face in a part, in pixels of the picture.
 *
 * @param turned whether a part without a face is also searched for one that lies on its side
 * @throws RecognizeError `photo/several-faces`, `photo/low-quality`
 */
async function faceIn(
  picture: Picture,
  part: Box,
  { turned }: { readonly turned: boolean },
): Promise<Box | undefined> {
  const found = await picture.observe(part, { embed: false, largest: true, turned });
  const { face, otherFaces, width } = found;
  if (face === undefined) {
    requireUpright(found.turned);
    return undefined;
  }
  if (otherFaces > 0) throw new RecognizeError('photo/several-faces');
  return inPicture(face.box, part, width);
}

/** @param width of the reduced part that the box refers to */
function inPicture(box: Box, part: Box, width: Observation['width']): Box {
  const scale = part.width / width;
  return {
    x: part.x + box.x * scale,
    y: part.y + box.y * scale,
    width: box.width * scale,
    height: box.height * scale,
  };
}

/** @returns a unit vector; `second` is overwritten */
function meanOf(first: Float32Array, second: Float32Array | undefined): Float32Array {
  const sum = first.map((value, i) => value + (second?.[i] ?? 0));
  second?.fill(0);
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0)) || 1;
  for (let i = 0; i < sum.length; i++) sum[i]! /= length;
  return sum;
}
