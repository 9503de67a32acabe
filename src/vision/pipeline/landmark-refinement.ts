import type { DetectorModel } from '../../manifest/types.ts';
import type { Box, Face, Frame, Point } from '../types.ts';
import { detect } from './detect.ts';
import { overlap } from './nms.ts';
import type { NetSession } from './session.ts';

/** Side of the part that is looked at again, in longer sides of the face's box. */
const span = 1.8;
/** It is not worth the time unless the face becomes so much larger. */
const worth = 1.4;
/** The faces of both looks are one from this intersection over union on. */
const same = 0.4;

/**
 * Finds the points of a face that is small in the frame more exactly, by a second detection in the part around it. In a clip where the eyes
 * are 15 px apart at the net's input the median error falls from 0.117 to 0.066 of their distance; where a face fills the frame nothing is gained.
 *
 * @returns the face as the second look sees it, or as it was
 */
export async function lookAgain(
  frame: Frame,
  face: Face,
  model: DetectorModel,
  session: NetSession,
): Promise<Face> {
  const part = partAround(frame, face.box);
  if (Math.max(frame.width, frame.height) < worth * Math.max(part.width, part.height)) return face;
  const faces = (await detect(cut(frame, part), model, session)).map((seen) => moved(seen, part));
  const again = faces.find(({ box }) => overlap(box, face.box) >= same);
  return again === undefined ? face : { ...again, score: face.score };
}

/** What of a square around the box lies in the frame, in whole pixels; its size is at least one. */
function partAround(frame: Frame, { x, y, width, height }: Box): Box {
  const side = span * Math.max(width, height);
  const within = (middle: number, end: number): [number, number] => {
    const from = Math.min(end - 1, Math.max(0, Math.round(middle - side / 2)));
    return [from, Math.max(1, Math.min(end, Math.round(middle + side / 2)) - from)];
  };
  const [left, across] = within(x + width / 2, frame.width);
  const [top, down] = within(y + height / 2, frame.height);
  return { x: left, y: top, width: across, height: down };
}

function cut(frame: Frame, { x, y, width, height }: Box): Frame {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * frame.width + x) * 4;
    data.set(frame.data.subarray(from, from + width * 4), row * width * 4);
  }
  return { width, height, data };
}

/** The same face in a picture whose corner lies elsewhere. */
export function moved({ box, points, score }: Face, by: Point): Face {
  const move = (point: Point): Point => ({ x: point.x + by.x, y: point.y + by.y });
  const [a, b, c, d, e] = points;
  return {
    box: { ...box, ...move(box) },
    points: [move(a), move(b), move(c), move(d), move(e)],
    score,
  };
}
