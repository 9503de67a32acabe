import type { Landmarks } from '../types.ts';

/** Head angles in degrees. Yaw: positive with the nose toward the right of the image; pitch: positive nose down; roll: clockwise positive. */
export interface Pose {
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
}

type Vector = readonly [number, number, number];

/**
 * Landmarks of an average head from the front, in millimeters: x right, y down, z toward the camera. Distances are those of common
 * anthropometric tables (eye centers 63, mouth 50). The depth of the nose tip is chosen so that yaw agrees with another estimator over
 * 404 portraits (docs/quality.md).
 */
const HEAD_MM: readonly Vector[] = [
  [-31.5, -30, 0],
  [31.5, -30, 0],
  [0, 4, 34],
  [-25, 34, 2],
  [25, 34, 2],
];

/**
 * Pose under weak perspective: the affine map from head to image by least squares (DeMenthon & Davis 1995, without the iteration),
 * whose rows are two scaled axes of the rotation. Yaw is accurate to a few degrees. Pitch has a constant offset for each person, because
 * the proportions of a real head differ from the average.
 */
export function poseOf(landmarks: Landmarks): Pose {
  const [horizontal, vertical] = fitAffine(landmarks);
  // Only roll rotates the head's vertical axis in the image. With roll removed, the rows yield yaw and pitch independently.
  const roll = Math.atan2(-horizontal[1], vertical[1]);
  const right = unit(rotateRow(horizontal, vertical, roll));
  const down = unit(rotateRow(vertical, horizontal, -roll));
  const yaw = Math.atan2(right[2], right[0]);
  const pitch = Math.atan2(down[2] * Math.cos(yaw) - down[0] * Math.sin(yaw), down[1]);
  const degrees = 180 / Math.PI;
  return { yaw: yaw * degrees, pitch: pitch * degrees, roll: roll * degrees };
}

/** One row of a 2 × 3 matrix after a rotation in the image plane; `other` is the second row. */
function rotateRow(row: Vector, other: Vector, angle: number): Vector {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [c * row[0] + s * other[0], c * row[1] + s * other[1], c * row[2] + s * other[2]];
}

const HEAD_CENTER = HEAD_MM.reduce<Vector>(
  (sum, p) => [sum[0] + p[0] / 5, sum[1] + p[1] / 5, sum[2] + p[2] / 5],
  [0, 0, 0],
);
const HEAD_CENTERED = HEAD_MM.map(
  (p): Vector => [p[0] - HEAD_CENTER[0], p[1] - HEAD_CENTER[1], p[2] - HEAD_CENTER[2]],
);
/** Moore–Penrose inverse (MᵀM)⁻¹Mᵀ of the centered head M, one column for each landmark. */
const PSEUDO_INVERSE = pseudoInverse(HEAD_CENTERED);

/** The least-squares 2 × 3 matrix from head to image. */
function fitAffine(landmarks: Landmarks): [Vector, Vector] {
  const rows: [[number, number, number], [number, number, number]] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  landmarks.forEach(({ x, y }, i) => {
    for (let k = 0; k < 3; k++) {
      rows[0][k]! += PSEUDO_INVERSE[i]![k]! * x;
      rows[1][k]! += PSEUDO_INVERSE[i]![k]! * y;
    }
  });
  return rows;
}

function pseudoInverse(points: readonly Vector[]): Vector[] {
  const m: [Vector, Vector, Vector] = [gram(points, 0), gram(points, 1), gram(points, 2)];
  const rows = [cross(m[1], m[2]), cross(m[2], m[0]), cross(m[0], m[1])] as const;
  const determinant = dot(m[0], rows[0]);
  return points.map((p): Vector => {
    const [a, b, c] = rows.map((row) => dot(row, p) / determinant) as [number, number, number];
    return [a, b, c];
  });
}

/** Row k of MᵀM. */
function gram(points: readonly Vector[], k: 0 | 1 | 2): Vector {
  return points.reduce<Vector>(
    (sum, p) => [sum[0] + p[k] * p[0], sum[1] + p[k] * p[1], sum[2] + p[k] * p[2]],
    [0, 0, 0],
  );
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function unit(v: Vector): Vector {
  const length = Math.hypot(...v);
  return length === 0 ? v : [v[0] / length, v[1] / length, v[2] / length];
}
