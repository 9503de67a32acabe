import { mix } from '../../math/interpolation.ts';
import type { Person } from '../../people/person.ts';

/**
 * Positions and sizes of facial features, in centimeters: x to the image's right, y up. Geometry and texture both use them, so that
 * they agree.
 */
export interface Anatomy {
  /** [image left, image right] */
  readonly eyes: readonly [Eye, Eye];
  readonly noseRoot: number;
  readonly noseTip: number;
  readonly noseBase: number;
  readonly noseWing: number;
  /** How far the tip of the nose is to the image's right. */
  readonly noseLean: number;
  readonly mouth: number;
  /** Half of the mouth's width. */
  readonly mouthHalfWidth: number;
  readonly lipTop: number;
  readonly lipBottom: number;
  /** Slope of the line between the mouth corners. */
  readonly mouthTilt: number;
  readonly chin: number;
  readonly browBase: number;
}

export interface Eye {
  readonly x: number;
  readonly y: number;
  /** −1 on the image's left, 1 on its right. */
  readonly side: number;
  /** Half of the eye's width. */
  readonly halfWidth: number;
}

/** Computes the anatomy from the traits of a person. */
export function createAnatomy(p: Person): Anatomy {
  const spacing = 3.15 * p.eyeSpacing;
  const halfWidth = 1.46 * p.eyeWidth;
  const noseBase = -4.75 * p.noseLength * mix(1, p.faceLength, 0.7);
  const mouthFromNose = -2.15 * p.faceLength - p.mouthDrop;
  const mouth = Math.min(noseBase - 1.5, noseBase + mouthFromNose);
  return {
    eyes: [
      { x: -spacing, y: 0.07 * p.skew, side: -1, halfWidth },
      { x: spacing, y: -0.07 * p.skew, side: 1, halfWidth: halfWidth * (1 + 0.02 * p.skew) },
    ],
    noseRoot: 0.4,
    noseTip: noseBase + 1.15,
    noseBase,
    noseWing: 1.62 * p.noseWidth,
    noseLean: 0.09 * p.skew,
    mouth,
    mouthHalfWidth: 2.55 * p.mouthWidth,
    lipTop: 0.72 * p.lipUpper,
    lipBottom: 0.95 * p.lipLower,
    mouthTilt: 0.035 * p.skew,
    chin: -10.4 * p.faceLength,
    browBase: 1.95 + 0.8 * p.browHeight,
  };
}

/** Height of the line between the closed lips at x. */
export function mouthLine(p: Person, a: Anatomy, x: number): number {
  const t = x / a.mouthHalfWidth;
  const wave = 0.1 * Math.cos(Math.min(1, Math.abs(t)) * 2 * Math.PI) - 0.05;
  return a.mouth + a.mouthTilt * x + p.lipCurve * 2 * t * t + wave * p.lipBow * 0.6;
}

/** Center height and half the thickness of an eyebrow at `t` (0 at the nose, 1 at the temple). */
export function browAt(p: Person, a: Anatomy, t: number): readonly [number, number] {
  const arch = p.browArch * (Math.sin(Math.PI * Math.min(1, t ** 1.25)) * 0.9 + 0.1);
  const rise = p.browTilt * (t - 0.4) * 1.2;
  const fall = -0.55 * Math.max(0, t - 0.72) ** 1.5 * 3;
  const halfThickness =
    0.36 * p.browThickness * (0.62 + 0.6 * Math.sin(Math.PI * Math.min(1, t + 0.28) ** 1.1)) * (1 - 0.55 * t);
  return [a.browBase + arch + rise + fall, Math.max(0.07, halfThickness)];
}
