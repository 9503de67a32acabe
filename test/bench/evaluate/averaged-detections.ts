import type { NodeVision } from '../../../src/vision/node.ts';
import { mapFace } from '../../../src/vision/pipeline/map-face.ts';
import { iou } from '../../../src/vision/pipeline/nms.ts';
import type { Face, Frame, Landmarks } from '../../../src/vision/types.ts';

/** Two boxes show the same face from this IoU on. */
export const SAME_FACE_IOU = 0.4;
/** Number of detections of one picture. */
const DETECTIONS = 9;
/** The margin grows by this fraction of the picture's longer side from one detection to the next. */
const MARGIN_STEP = 0.012;

/**
 * Detects nine times, each time in a picture that is slightly smaller and shifted, and averages. A detector's score and landmarks depend on
 * where a face falls on its grid, like noise (YuNet's landmarks by 0.04 eye distances); the mean is the better ground truth.
 *
 * @returns every face of any detection; the score is the mean over all detections (0 where it was not found), box and landmarks are the mean
 *   over those that found it
 */
export async function averagedDetections(vision: NodeVision, frame: Frame): Promise<Face[]> {
  const groups: Face[][] = [];
  for (let index = 0; index < DETECTIONS; index++) {
    const { padded, left, top } = padFrame(frame, index);
    for (const detected of await vision.detect(padded)) {
      const face = mapFace(detected, 1, { x: -left, y: -top });
      const group = groups.find(([first]) => iou(first!.box, face.box) >= SAME_FACE_IOU);
      if (group === undefined) groups.push([face]);
      else group.push(face);
    }
  }
  return groups.map(meanFace);
}

/** Adds a black margin, none for index 0, which makes the picture smaller at the net's input and shifts it. */
function padFrame({ width, height, data }: Frame, index: number) {
  const margin = Math.round(Math.max(width, height) * MARGIN_STEP * index);
  const left = Math.round(margin * ((index * 0.37) % 1));
  const top = Math.round(margin * ((index * 0.61) % 1));
  const paddedWidth = width + margin;
  const pixels = new Uint8ClampedArray(paddedWidth * (height + margin) * 4);
  for (let y = 0; y < height; y++)
    pixels.set(data.subarray(y * width * 4, (y + 1) * width * 4), ((y + top) * paddedWidth + left) * 4);
  return { padded: { width: paddedWidth, height: height + margin, data: pixels }, left, top };
}

function meanFace(faces: readonly Face[]): Face {
  const mean = (value: (face: Face) => number) =>
    faces.reduce((sum, face) => sum + value(face), 0) / faces.length;
  return {
    score: (mean(({ score }) => score) * faces.length) / DETECTIONS,
    box: {
      x: mean(({ box }) => box.x),
      y: mean(({ box }) => box.y),
      width: mean(({ box }) => box.width),
      height: mean(({ box }) => box.height),
    },
    landmarks: faces[0]!.landmarks.map((_, i) => ({
      x: mean(({ landmarks }) => landmarks[i]!.x),
      y: mean(({ landmarks }) => landmarks[i]!.y),
    })) as unknown as Landmarks,
  };
}
