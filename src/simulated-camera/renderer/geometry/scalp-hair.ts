import { gaussian, evaluateSpline, type Knots, mix, smoothstep } from '../../math/interpolation.ts';
import type { Person } from '../../people/person.ts';
import { fractalNoise, valueNoise } from '../../math/random.ts';

/** Height of a short haircut's lower edge by angle from the face's middle, degrees. */
const edge: Knots = [
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
 * How deep (centimeters, about) a point of the surface lies inside the hair; negative outside.
 * @param angle from the middle of the face, radians, signed @param y height
 */
export function hairDepth(p: Person, angle: number, y: number): number {
  const degrees = (Math.abs(angle) * 180) / Math.PI;
  const recede =
    p.hairRecession * 2.4 * gaussian((degrees - 33) / 13) +
    Math.max(0, p.hairRecession - 0.55) * 16 * smoothstep(100, 40, degrees);
  const line =
    (evaluateSpline(edge, degrees) + 0.9 * p.hairline * smoothstep(62, 40, degrees)) * p.forehead + recede;
  const partLift = 0.5 * gaussian((angle - 0.5 * p.hairPart) / 0.16) * (1 - p.fringe);
  const fringe =
    p.fringe > 0 ? (3.6 + 0.5 * gaussian((angle - 0.3 * p.hairPart) / 0.1)) * smoothstep(66, 48, degrees) : 0;
  return 0.8 * (y - line - partLift + p.fringe ** 0.2 * fringe);
}

/** Thickness of the hair over the skull, centimeters. */
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
