import type { NodeVision } from '../../../src/vision/node.ts';
import { moved } from '../../../src/vision/pipeline/landmark-refinement.ts';
import { overlap } from '../../../src/vision/pipeline/nms.ts';
import type { Face, Frame, Landmarks } from '../../../src/vision/types.ts';

/** Two boxes show the same face from this intersection over union on. */
export const SAME = 0.4;
/** How far each further look lies from the last, as a part of the picture's longer side. */
const STEP = 0.012;
const LOOKS = 9;

/**
 * What a detector sees in a picture on average over nine looks: as it is, and eight times a little smaller and at another place. A net's score and
 * points change with the grid on which a face falls, as noise does (YuNet's points by 0.04 of the eye distance); their mean is the better truth.
 *
 * @returns every face of any look, its score the mean over all looks (0 where it was not seen), box and points the mean of those that saw it.
 */
export async function steadyFaces(vision: NodeVision, frame: Frame): Promise<Face[]> {
  const seen: Face[][] = [];
  for (let look = 0; look < LOOKS; look++) {
    const { picture, left, top } = framed(frame, look);
    for (const found of await vision.detect(picture)) {
      const face = moved(found, { x: -left, y: -top });
      const same = seen.find(([first]) => overlap(first!.box, face.box) >= SAME);
      if (same === undefined) seen.push([face]);
      else same.push(face);
    }
  }
  return seen.map(meanFace);
}

/** The picture within a margin, 0 at the first look, that makes it smaller and shifts it at the net's input. */
function framed({ width, height, data }: Frame, look: number) {
  const margin = Math.round(Math.max(width, height) * STEP * look);
  const left = Math.round(margin * ((look * 0.37) % 1));
  const top = Math.round(margin * ((look * 0.61) % 1));
  const wide = width + margin;
  const pixels = new Uint8ClampedArray(wide * (height + margin) * 4);
  for (let y = 0; y < height; y++)
    pixels.set(data.subarray(y * width * 4, (y + 1) * width * 4), ((y + top) * wide + left) * 4);
  return { picture: { width: wide, height: height + margin, data: pixels }, left, top };
}

function meanFace(faces: readonly Face[]): Face {
  const mean = (value: (face: Face) => number) =>
    faces.reduce((sum, face) => sum + value(face), 0) / faces.length;
  return {
    score: (mean(({ score }) => score) * faces.length) / LOOKS,
    box: {
      x: mean(({ box }) => box.x),
      y: mean(({ box }) => box.y),
      width: mean(({ box }) => box.width),
      height: mean(({ box }) => box.height),
    },
    points: faces[0]!.points.map((_, i) => ({
      x: mean(({ points }) => points[i]!.x),
      y: mean(({ points }) => points[i]!.y),
    })) as unknown as Landmarks,
  };
}
