import { RecognizeError } from '../errors.ts';
import type { Box, Observation } from '../vision/types.ts';
import { areApart, tilesOf, turnBack } from './parts.ts';
import type { Picture } from './picture.ts';

/** A face counts as another candidate from this fraction of the side of the largest one on, as `primaryFace` counts. */
const MIN_RELATIVE_SIDE = 0.5;

/**
 * The largest face of a picture, in pixels of it. A picture in which no face is found is searched once more in parts, because the detector
 * sees a small face only there. The parts are not turned, which would take four times as long: most lying faces are found, too, and turned
 * afterwards.
 *
 * @throws RecognizeError `photo/no-face`, `photo/several-faces`
 */
export async function findFace(picture: Picture): Promise<Box> {
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
  const found = await faceIn(picture, whole, 'upright');
  if (found !== undefined) return found;
  const faces: Box[] = [];
  for (const tile of tilesOf(picture)) {
    const face = await faceIn(picture, tile, 0);
    if (face !== undefined) faces.push(face);
  }
  const [largest, ...others] = faces.sort((a, b) => sideOf(b) - sideOf(a));
  if (largest === undefined) throw new RecognizeError('photo/no-face');
  // Tiles overlap, so the same face may be in several of them.
  if (others.some((face) => areApart(face, largest) && sideOf(face) >= MIN_RELATIVE_SIDE * sideOf(largest)))
    throw new RecognizeError('photo/several-faces');
  return largest;
}

const sideOf = ({ width, height }: Box): number => Math.sqrt(width * height);

/** The largest face in a part, in pixels of the picture. @throws RecognizeError `photo/several-faces` */
async function faceIn(picture: Picture, part: Box, quarterTurns: 0 | 'upright'): Promise<Box | undefined> {
  const observation = await picture.observe(part, { embed: false, largest: true, quarterTurns });
  const { face, otherFaces } = observation;
  if (face === undefined) return undefined;
  if (otherFaces > 0) throw new RecognizeError('photo/several-faces');
  return inPicture(face.box, part, observation);
}

/** @param observation whose size is that of the reduced and turned part that the box refers to */
function inPicture(
  box: Box,
  part: Box,
  observation: Pick<Observation, 'width' | 'height' | 'quarterTurns'>,
): Box {
  const { x, y, width, height } = turnBack(box, observation);
  const scale = part.width / (observation.quarterTurns % 2 === 0 ? observation.width : observation.height);
  return { x: part.x + x * scale, y: part.y + y * scale, width: width * scale, height: height * scale };
}
