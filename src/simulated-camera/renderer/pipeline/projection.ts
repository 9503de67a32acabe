import { SKIN_WEIGHT_STEPS } from '../geometry/mesh.ts';
import type { View } from '../view.ts';

/** Where the head turns on the neck, centimeters. */
const PIVOT = [0, -9, -1.5] as const;
/** The camera looks at this height of the face. */
const AIM = -2.2;

/** Rotation by degrees of yaw, pitch, roll: row-major, head to scene. */
export function rotation(yaw: number, pitch: number, roll: number): Float32Array {
  const [a, b, c] = [yaw, -pitch, -roll].map((d) => (d * Math.PI) / 180) as [number, number, number];
  const [sa, ca, sb, cb, sc, cc] = [
    Math.sin(a),
    Math.cos(a),
    Math.sin(b),
    Math.cos(b),
    Math.sin(c),
    Math.cos(c),
  ];
  // Rz(roll) · Ry(yaw) · Rx(pitch)
  return Float32Array.of(
    cc * ca,
    cc * sa * sb - sc * cb,
    cc * sa * cb + sc * sb,
    sc * ca,
    sc * sa * sb + cc * cb,
    sc * sa * cb - cc * sb,
    -sa,
    ca * sb,
    ca * cb,
  );
}

/** For each station of the neck: nine numbers of rotation. */
export function headRotations(view: View): readonly Float32Array[] {
  return Array.from({ length: SKIN_WEIGHT_STEPS + 1 }, (_, k) => {
    const w = k / SKIN_WEIGHT_STEPS;
    return rotation(w * view.yaw, w * view.pitch, w * view.roll);
  });
}

/** Pixels per centimeter at one centimeter's distance: a webcam that sees 48° upright. */
export const focalLength = (height: number): number => height / (2 * Math.tan((24 * Math.PI) / 180));

/** Writes image x, image y and distance from the camera of a point of the person to `out` from `at`. */
export type Project = (
  turn: Float32Array,
  point: Float32Array,
  from: number,
  out: Float32Array,
  at: number,
) => void;

export function createProjection(view: View, width: number, height: number): Project {
  const length = focalLength(height);
  const right = PIVOT[0] + view.x;
  const up = PIVOT[1] + view.y - AIM;
  const away = view.distance - PIVOT[2];
  return (turn, point, from, out, at) => {
    const x = point[from]! - PIVOT[0];
    const y = point[from + 1]! - PIVOT[1];
    const z = point[from + 2]! - PIVOT[2];
    const far = away - (turn[6]! * x + turn[7]! * y + turn[8]! * z);
    const scale = length / Math.max(far, 1);
    out[at] = width / 2 + (turn[0]! * x + turn[1]! * y + turn[2]! * z + right) * scale;
    out[at + 1] = height / 2 - (turn[3]! * x + turn[4]! * y + turn[5]! * z + up) * scale;
    out[at + 2] = far;
  };
}
