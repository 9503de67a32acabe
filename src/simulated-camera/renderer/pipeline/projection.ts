import type { View } from '../view.ts';

/** Center of the head's rotation on the neck, in centimeters. */
const PIVOT = [0, -9, -1.5] as const;
/** Height of the face at the center of the image, in centimeters. */
const CENTER_HEIGHT = -2.2;
/** Half of the vertical field of view of a typical webcam, in radians (24°). */
const HALF_FIELD_OF_VIEW = (24 * Math.PI) / 180;
/** Smallest distance from the camera, in centimeters, so that the division stays finite. */
const NEAR = 1;

/** Focal length in pixels for an image of this height. */
export const focalLength = (height: number): number => height / (2 * Math.tan(HALF_FIELD_OF_VIEW));

/** Projects the point at the index `from`; writes image x, image y (pixels) and distance from the camera (cm) to `out` from `at`. */
export type Project = (
  rotation: Float32Array,
  point: Float32Array,
  from: number,
  out: Float32Array,
  at: number,
) => void;

/** Perspective projection of points of the head, rotated around the pivot, into an image of this size. */
export function createProjection(view: View, width: number, height: number): Project {
  const focal = focalLength(height);
  const right = PIVOT[0] + view.x;
  const up = PIVOT[1] + view.y - CENTER_HEIGHT;
  const away = view.distance - PIVOT[2];
  return (rotation, point, from, out, at) => {
    const x = point[from]! - PIVOT[0];
    const y = point[from + 1]! - PIVOT[1];
    const z = point[from + 2]! - PIVOT[2];
    const distance = away - (rotation[6]! * x + rotation[7]! * y + rotation[8]! * z);
    const scale = focal / Math.max(distance, NEAR);
    out[at] = width / 2 + (rotation[0]! * x + rotation[1]! * y + rotation[2]! * z + right) * scale;
    out[at + 1] = height / 2 - (rotation[3]! * x + rotation[4]! * y + rotation[5]! * z + up) * scale;
    out[at + 2] = distance;
  };
}
