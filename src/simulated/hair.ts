import { bump, clamp, curveAt, type Knots, mix, smoothstep } from './curve.ts';
import type { Person } from './person.ts';
import { fractalNoise, noise } from './random.ts';

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

/** Where long hair ends. */
const longEnd = (p: Person): number => mix(-1, -19, p.hairLength);
const isLong = (p: Person): number => smoothstep(0.22, 0.34, p.hairLength);

/**
 * How deep (centimetres, about) a point of the surface lies inside the hair; negative outside.
 * @param angle from the middle of the face, radians, signed @param y height
 */
export function hairDepth(p: Person, angle: number, y: number): number {
  const degrees = (Math.abs(angle) * 180) / Math.PI;
  const recede =
    p.hairRecede * 2.4 * bump((degrees - 33) / 13) +
    Math.max(0, p.hairRecede - 0.55) * 16 * smoothstep(100, 40, degrees);
  const line =
    (curveAt(edge, degrees) + 0.9 * p.hairline * smoothstep(62, 40, degrees)) * p.forehead + recede;
  const partLift = 0.5 * bump((angle - 0.5 * p.hairPart) / 0.16) * (1 - p.fringe);
  const fringe =
    p.fringe > 0 ? (3.6 + 0.5 * bump((angle - 0.3 * p.hairPart) / 0.1)) * smoothstep(66, 48, degrees) : 0;
  const short = 0.8 * (y - line - partLift + p.fringe ** 0.2 * fringe);
  const long = isLong(p);
  if (long === 0) return short;
  const sideEdge = mix(74, 66, p.hairVolume) - 5 * bump((y - 3) / 3) + 3 * smoothstep(-5, -14, y);
  const sides = Math.min((degrees - sideEdge) * 0.13, y - longEnd(p), 8 - y);
  return mix(short, Math.max(short, sides), long);
}

/** Thickness of the hair over the skull, centimetres. */
export function hairThickness(p: Person, angle: number, y: number, depth: number, radius: number): number {
  if (depth <= -0.3) return 0;
  const ramp = smoothstep(-0.25, 1.6, depth);
  const curl = p.hairCurl * p.hairCurl;
  const full =
    mix(0.35, 1.9, p.hairVolume) * (0.55 + 0.45 * smoothstep(-6, 6, y)) + 1.2 * curl * p.hairVolume;
  const rough =
    curl * 0.35 * fractalNoise(angle * 9, y * 1.1, p.seed + 50) +
    0.1 * noise(angle * 26, y * 0.5, p.seed + 51);
  let thickness = ramp * (full + rough);
  const long = isLong(p);
  if (long > 0 && y < 4) {
    // Long hair hangs from the crown instead of following the neck.
    const hang =
      8.0 +
      mix(0.2, 1.9, p.hairVolume) +
      0.6 * curl +
      (0.3 + 0.5 * curl) * noise(angle * 3, y * 0.35, p.seed + 52);
    const taper = smoothstep(longEnd(p) - 0.5, longEnd(p) + 3, y);
    const drape =
      clamp(hang - radius, 0, 6) *
      smoothstep(0, 1.1, depth) *
      mix(0.35, 1, taper) *
      long *
      smoothstep(4, 1, y);
    thickness = Math.max(thickness, drape);
  }
  return thickness;
}
