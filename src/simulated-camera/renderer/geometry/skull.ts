import { clamp, evaluateSpline, gaussian, type Knots, mix, smoothstep } from '../../math/interpolation.ts';
import type { Person } from '../../people/person.ts';

/**
 * Head, neck and shoulders without facial features: the cross-section at every height is a superellipse around the vertical axis.
 * All lengths are centimeters. The eyes are at height 0; the face looks along +z. A level is a height on an average adult head
 * (22.5 cm high, 15 cm wide, 12 cm from sellion to chin); `heightOf` converts it to the height on a person.
 */

/** Level of the tip of the chin. */
export const CHIN_LEVEL = -11.5;

// Half width and depth in front of and behind the axis, by level, of the head and of neck and shoulders.

const width: Knots = [
  [4, 7.45],
  [2, 7.35],
  [0, 7.15],
  [-2, 6.9],
  [-4, 6.5],
  [-6, 6.0],
  [-8, 5.3],
  [-9.5, 4.35],
  [-10.6, 3.4],
  [-11.4, 2.3],
  [-12, 1],
];
const front: Knots = [
  [4, 9.1],
  [2, 9.25],
  [0, 8.95],
  [-2, 8.95],
  [-4, 9.1],
  [-6, 9.3],
  [-8, 9.2],
  [-9.3, 9.0],
  [-10.3, 9.0],
  [-11, 8.6],
  [-11.5, 7.5],
  [-12, 5.2],
  [-12.5, 2.5],
];
const back: Knots = [
  [4, 9.6],
  [0, 9.0],
  [-4, 7.5],
  [-7, 6],
  [-9, 5],
  [-12, 3],
];
const bodyWidth: Knots = [
  [-5, 4.9],
  [-9, 5.1],
  [-12, 5.1],
  [-14.5, 5.3],
  [-16, 6.5],
  [-17.5, 9.5],
  [-19, 14],
  [-21, 18],
  [-25, 20.5],
  [-34, 22],
  [-80, 23],
];
const bodyFront: Knots = [
  [-5, 2],
  [-9, 3.2],
  [-12, 3.9],
  [-14.5, 3.9],
  [-16.5, 4.7],
  [-18, 6.2],
  [-21, 8.5],
  [-25, 9.8],
  [-34, 10.5],
  [-80, 12],
];
const bodyBack: Knots = [
  [-5, 5.6],
  [-12, 6.3],
  [-16, 7],
  [-19, 9],
  [-25, 9.5],
  [-80, 11],
];

/** Height of a level on a person, in centimeters. */
export function heightOf(person: Person, level: number): number {
  if (level >= 0) return level * person.forehead;
  if (level >= CHIN_LEVEL) return level * person.faceLength;
  return CHIN_LEVEL * person.faceLength + (level - CHIN_LEVEL);
}

/** Half width, depth in front of the axis, depth behind it, and exponent. */
type Superellipse = readonly [number, number, number, number];

/** The cross-section of head and body at one level; no body above the neck. */
interface CrossSection {
  readonly head: Superellipse;
  readonly body: Superellipse | undefined;
}

/** The cross-section of a person at a level. */
export function crossSectionAt(person: Person, level: number): CrossSection {
  const cap = level > 4 ? Math.sqrt(Math.max(0, 1 - ((level - 4) / 7.5) ** 2.3)) : 1;
  const cheek = 1 + (person.cheekWidth - 1) * gaussian((level + 1.5) / 3.2);
  const jaw =
    1 + (person.jawWidth - 1) * smoothstep(-3.5, -7.5, level) * mix(1, 0.6, smoothstep(-8, -11, level));
  const chin = 1 + (person.chinWidth - 1) * smoothstep(-8, -10.5, level);
  const w = evaluateSpline(width, level) * cap * person.headWidth * cheek * jaw * chin;
  const slope = -0.12 * person.foreheadSlope * clamp(level - 1.5, 0, 5);
  const forward = 0.6 * person.chinForward * gaussian((level + 10.3) / 1.9);
  const f = (evaluateSpline(front, level) + slope + forward) * cap;
  const head = [w, Math.max(0.01, f), evaluateSpline(back, level) * cap, level < -16 ? 2.6 : 2.2] as const;
  if (level > -5) return { head, body: undefined };
  const neck = mix(person.neckWidth, 1, smoothstep(-14, -18, level));
  const body = [
    evaluateSpline(bodyWidth, level) * neck,
    evaluateSpline(bodyFront, level),
    evaluateSpline(bodyBack, level) * mix(neck, 1, 0.5),
    2.3,
  ] as const;
  return { head, body };
}

/** Radius of a superellipse in the direction (sin, cos). */
function superellipseRadius(shape: Superellipse, sin: number, cos: number): number {
  const [halfWidth, frontDepth, backDepth, exponent] = shape;
  const depth = cos > 0 ? frontDepth : backDepth;
  return (
    (Math.abs(sin / Math.max(halfWidth, 0.01)) ** exponent +
      Math.abs(cos / Math.max(depth, 0.01)) ** exponent) **
    (-1 / exponent)
  );
}

/** Smooth maximum of two lengths, with a fillet of about `k` where they are equal. */
function smoothMax(a: number, b: number, k: number): number {
  const h = Math.max(k - Math.abs(a - b), 0) / k;
  return Math.max(a, b) + h * h * k * 0.25;
}

/** Distance of the surface from the axis in the direction (sin, cos). */
export function skullRadius(slice: CrossSection, sin: number, cos: number): number {
  const head = superellipseRadius(slice.head, sin, cos);
  return slice.body === undefined ? head : smoothMax(head, superellipseRadius(slice.body, sin, cos), 0.9);
}
