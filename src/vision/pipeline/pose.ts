import type { Landmarks } from '../types.ts';

/** Degrees. Yaw positive: nose towards the right of the picture; pitch positive: nose down; roll clockwise. */
export interface Pose {
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
}

/**
 * Five points of an average head seen from the front, millimetres: x right, y down, z towards the camera.
 * Distances as in common anthropometric tables (eye centres 63, mouth 50); the nose tip lies as far before the eyes as makes yaw agree
 * with another estimator over 404 portraits (docs/quality.md).
 */
const HEAD: readonly (readonly [number, number, number])[] = [
  [-31.5, -30, 0],
  [31.5, -30, 0],
  [0, 4, 34],
  [-25, 34, 2],
  [25, 34, 2],
];

/**
 * Pose under weak perspective: the affine map from head to picture by least squares (DeMenthon & Davis 1995 without the
 * iteration), then its rows as two axes of a rotation. Yaw is good to some degrees; pitch carries the offset of a person's
 * own proportions.
 */
export function poseOf(points: Landmarks): Pose {
  const [across, along] = fitAffine(points);
  // The head's own vertical leans only by roll; upright again, the rows give yaw and then pitch without mixing.
  const roll = Math.atan2(-across[1], along[1]);
  const right = unit(turned(across, along, roll));
  const down = unit(turned(along, across, -roll));
  const yaw = Math.atan2(right[2], right[0]);
  const pitch = Math.atan2(down[2] * Math.cos(yaw) - down[0] * Math.sin(yaw), down[1]);
  const degrees = 180 / Math.PI;
  return { yaw: yaw * degrees, pitch: pitch * degrees, roll: roll * degrees };
}

function turned(row: Vector, other: Vector, angle: number): Vector {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [c * row[0] + s * other[0], c * row[1] + s * other[1], c * row[2] + s * other[2]];
}

type Vector = readonly [number, number, number];

const CENTRE = HEAD.reduce<Vector>(
  (sum, p) => [sum[0] + p[0] / 5, sum[1] + p[1] / 5, sum[2] + p[2] / 5],
  [0, 0, 0],
);
const CENTRED = HEAD.map((p): Vector => [p[0] - CENTRE[0], p[1] - CENTRE[1], p[2] - CENTRE[2]]);
/** (MᵀM)⁻¹Mᵀ, one column for each point. */
const PSEUDO_INVERSE = pseudoInverse(CENTRED);

function fitAffine(points: Landmarks): [Vector, Vector] {
  const rows: [[number, number, number], [number, number, number]] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  points.forEach(({ x, y }, i) => {
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
