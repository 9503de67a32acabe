import { evaluateSpline, gaussian, type Knots, mix, smoothstep } from '../../math/interpolation.ts';
import { fractalNoise, valueNoise } from '../../math/noise.ts';
import type { Person } from '../../people/person.ts';

/** Height of the hairline, in centimeters, by the angle from the middle of the face in degrees. */
const hairline: Knots = [
  [0, 6.5],
  [20, 6.7],
  [35, 6.4],
  [50, 5.0],
  [60, 2.6],
  [70, 0.8],
  [78, -1.2],
  [88, -0.4],
  [100, 0.5],
  [112, -3.5],
  [130, -7.5],
  [180, -8.8],
];

/**
 * Signed distance of a point of the surface from the edge of the hair, approximately in centimeters; positive inside the hair.
 *
 * @param angle from the middle of the face, in radians
 * @param y height in centimeters
 */
export function hairDepth(p: Person, angle: number, y: number): number {
  const degrees = (Math.abs(angle) * 180) / Math.PI;
  const recession =
    p.hairRecession * 2.4 * gaussian((degrees - 33) / 13) +
    Math.max(0, p.hairRecession - 0.55) * 16 * smoothstep(100, 40, degrees);
  const line =
    (evaluateSpline(hairline, degrees) + 0.9 * p.hairline * smoothstep(62, 40, degrees)) * p.forehead +
    recession;
  const partLift = 0.5 * gaussian((angle - 0.5 * p.hairPart) / 0.16) * (1 - p.fringe);
  const fringe =
    p.fringe > 0 ? (3.6 + 0.5 * gaussian((angle - 0.3 * p.hairPart) / 0.1)) * smoothstep(66, 48, degrees) : 0;
  return 0.8 * (y - line - partLift + p.fringe ** 0.2 * fringe);
}

/** Thickness of the hair over the skull in centimeters; `depth` as of `hairDepth`. */
export function hairThickness(p: Person, angle: number, y: number, depth: number): number {
  if (depth <= -0.3) return 0;
  const ramp = smoothstep(-0.25, 1.6, depth);
  const curl = p.hairCurl * p.hairCurl;
  const full =
    mix(0.35, 1.9, p.hairVolume) * (0.55 + 0.45 * smoothstep(-6, 6, y)) + 1.2 * curl * p.hairVolume;
  const rough =
    curl * 0.35 * fractalNoise(angle * 9, y * 1.1, p.seed + 50) +
    0.1 * valueNoise(angle * 26, y * 0.5, p.seed + 51);
  return ramp * (full + rough);
}
