/** Position and shape of a sheet of paper or a screen in front of the camera. */
export interface SheetPose {
  /** Center in centimeters: to the image's right, down, and away from the camera. */
  readonly x: number;
  readonly y: number;
  readonly distance: number;
  /** Degrees, signs as those of a head (src/simulated-camera/renderer/view.ts): nose to the image's right, up, clockwise. */
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  /** Radius of a cylinder around the vertical axis of the sheet, in centimeters; `Infinity` is flat. */
  readonly radius: number;
}

/** Half of the vertical field of view of a webcam: 24°, as that of the simulated camera. */
const HALF_VIEW = Math.tan((24 * Math.PI) / 180);

export type Vector = readonly [number, number, number];

/** Rotation of a sheet as rows of a matrix: camera axes (right, down, away) from sheet axes (right, down, toward its back). */
export function rotationOf({
  yaw,
  pitch,
  roll,
}: Pick<SheetPose, 'yaw' | 'pitch' | 'roll'>): readonly Vector[] {
  const [a, b, c] = [yaw, pitch, roll].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
  ];
  const [ca, sa, cb, sb, cc, sc] = [
    Math.cos(a),
    Math.sin(a),
    Math.cos(b),
    Math.sin(b),
    Math.cos(c),
    Math.sin(c),
  ];
  // Roll after pitch after yaw. A positive yaw moves the front, which is at negative depth, to the right.
  const afterPitch: readonly Vector[] = [
    [ca, 0, -sa],
    [sb * sa, cb, sb * ca],
    [cb * sa, -sb, cb * ca],
  ];
  const [right, down, away] = afterPitch as [Vector, Vector, Vector];
  const turn = (p: number, q: number): [number, number] => [cc * p - sc * q, sc * p + cc * q];
  const columns = [0, 1, 2].map((k) => turn(right[k]!, down[k]!));
  return [columns.map((v) => v[0]) as unknown as Vector, columns.map((v) => v[1]) as unknown as Vector, away];
}

/** Where a line of sight meets the sheet. */
export interface Hit {
  /** Centimeters on the sheet from its center, to the right and down. */
  u: number;
  v: number;
  /** Cosine between the line of sight and the normal of the sheet, 0..1. */
  facing: number;
}

/**
 * Intersects lines of sight with a sheet.
 *
 * @returns a function of the pixel that fills `hit` and returns whether the line meets the front of the (endless) sheet
 */
export function intersectSheet(
  pose: SheetPose,
  width: number,
  height: number,
): (x: number, y: number, hit: Hit) => boolean {
  const [right, down, away] = rotationOf(pose) as [Vector, Vector, Vector];
  const focal = height / (2 * HALF_VIEW);
  // Camera position in the axes of the sheet.
  const origin = [0, 1, 2].map(
    (k) => -(right[k]! * pose.x + down[k]! * pose.y + away[k]! * pose.distance),
  ) as unknown as Vector;
  const isFlat = !Number.isFinite(pose.radius);
  return (px, py, hit) => {
    const [rx, ry] = [(px + 0.5 - width / 2) / focal, (py + 0.5 - height / 2) / focal];
    const length = Math.sqrt(rx * rx + ry * ry + 1);
    const dx = (right[0] * rx + down[0] * ry + away[0]) / length;
    const dy = (right[1] * rx + down[1] * ry + away[1]) / length;
    const dz = (right[2] * rx + down[2] * ry + away[2]) / length;
    if (isFlat) {
      if (dz <= 1e-4) return false;
      const t = -origin[2] / dz;
      hit.u = origin[0] + t * dx;
      hit.v = origin[1] + t * dy;
      hit.facing = dz;
      return t > 0;
    }
    // A cylinder whose nearest line is the vertical axis of the sheet; its own axis is `radius` behind.
    const oz = origin[2] - pose.radius;
    const a = dx * dx + dz * dz;
    const b = origin[0] * dx + oz * dz;
    const c = origin[0] * origin[0] + oz * oz - pose.radius ** 2;
    const discriminant = b * b - a * c;
    if (discriminant <= 0) return false;
    const t = (-b - Math.sqrt(discriminant)) / a;
    const [x, z] = [origin[0] + t * dx, oz + t * dz];
    hit.u = pose.radius * Math.atan2(x, -z);
    hit.v = origin[1] + t * dy;
    hit.facing = -(x * dx + z * dz) / pose.radius;
    return t > 0 && hit.facing > 0;
  };
}
