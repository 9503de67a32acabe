import type { Box, Face, Frame, Landmarks, Point, Quality, QualityIssue } from '../types.ts';
import { ARCFACE_TEMPLATE } from './arcface-template.ts';
import { poseOf } from './pose.ts';
import { fitSimilarity } from './similarity.ts';
import { warp } from './warp.ts';

/** A face beyond one of these has the quality issue of the comment. How often good images fail each: docs/quality.md. */
export const QUALITY_THRESHOLDS = {
  /** `small`: pixels of the frame. */
  minSize: 30,
  /** `dark` and `bright`: mean luma, 0..1. */
  minExposure: 0.15,
  maxExposure: 0.87,
  /** `flat`: standard deviation of the luma. */
  minContrast: 0.06,
  /** `blurred`: see `sharpnessOf`. */
  minSharpness: 0.03,
  /** `yaw`, `pitch`, `roll`: degrees to either side; roll also holds for the line through the eyes. */
  maxYaw: 35,
  maxPitch: 30,
  maxRoll: 25,
  /** `cut-off`: fraction of the box outside the frame. */
  maxCutOff: 0.2,
} as const;

/** Side of the aligned luma crop that is measured, in pixels. */
const CROP_SIDE = 64;
/** Side, left and top of the inner face in the 112 px ArcFace crop: without the border, where hair and background begin. */
const INNER = { side: 80, left: 16, top: 28 };
/** The ArcFace template in the measured crop. */
const TEMPLATE = ARCFACE_TEMPLATE.map(
  ([x, y]): Point => ({
    x: (x - INNER.left) * (CROP_SIDE / INNER.side),
    y: (y - INNER.top) * (CROP_SIDE / INNER.side),
  }),
);

/** Measures a face, in pixels of `frame`, and lists the thresholds of `QUALITY_THRESHOLDS` that it misses. */
export function assessQuality(frame: Frame, face: Face): Quality {
  const luma = faceLuma(frame, face.landmarks);
  const { exposure, contrast } = exposureAndContrast(luma);
  const measures = {
    size: sizeOf(face.landmarks),
    sharpness: sharpnessOf(luma, contrast),
    exposure,
    contrast,
    ...poseOf(face.landmarks),
    eyeLineRoll: eyeLineRollOf(face.landmarks),
    cutOff: cutOffOf(face.box, frame),
  };
  return { ...measures, issues: issuesOf(measures) };
}

function issuesOf(q: Omit<Quality, 'issues'>): QualityIssue[] {
  const limit = QUALITY_THRESHOLDS;
  const failed: Record<QualityIssue, boolean> = {
    'cut-off': q.cutOff > limit.maxCutOff,
    small: q.size < limit.minSize,
    dark: q.exposure < limit.minExposure,
    bright: q.exposure > limit.maxExposure,
    flat: q.contrast < limit.minContrast,
    blurred: q.sharpness < limit.minSharpness,
    yaw: Math.abs(q.yaw) > limit.maxYaw,
    pitch: Math.abs(q.pitch) > limit.maxPitch,
    roll: Math.max(Math.abs(q.roll), Math.abs(q.eyeLineRoll)) > limit.maxRoll,
  };
  return (Object.keys(failed) as QualityIssue[]).filter((issue) => failed[issue]);
}

/** Luma (ITU-R BT.601), 0..1, of the upright inner face, `CROP_SIDE × CROP_SIDE`. */
function faceLuma(frame: Frame, landmarks: Landmarks): Float32Array {
  const luma = new Float32Array(CROP_SIDE * CROP_SIDE);
  const similarity = fitSimilarity(landmarks, TEMPLATE);
  warp(frame, similarity, CROP_SIDE, CROP_SIDE, (x, y, red, green, blue) => {
    luma[y * CROP_SIDE + x] = (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
  });
  return luma;
}

/** Mean and standard deviation. */
function exposureAndContrast(luma: Float32Array): { exposure: number; contrast: number } {
  let sum = 0;
  let squares = 0;
  for (const value of luma) {
    sum += value;
    squares += value * value;
  }
  const exposure = sum / luma.length;
  return { exposure, contrast: Math.sqrt(Math.max(0, squares / luma.length - exposure * exposure)) };
}

/** Root mean square of the 4-neighbor Laplacian divided by the standard deviation: independent of the light, lowered by blur. */
function sharpnessOf(luma: Float32Array, contrast: number): number {
  let squares = 0;
  for (let y = 1; y < CROP_SIDE - 1; y++) {
    for (let x = 1; x < CROP_SIDE - 1; x++) {
      const at = y * CROP_SIDE + x;
      const laplacian =
        4 * luma[at]! - luma[at - 1]! - luma[at + 1]! - luma[at - CROP_SIDE]! - luma[at + CROP_SIDE]!;
      squares += laplacian * laplacian;
    }
  }
  return Math.sqrt(squares / (CROP_SIDE - 2) ** 2) / Math.max(contrast, 1e-3);
}

/** Yaw shortens the eye line but not the distance from eyes to mouth, which is about as long; so the longer of the two is the size. */
function sizeOf([left, right, , mouthLeft, mouthRight]: Landmarks): number {
  const eyes = midpoint(left, right);
  const mouth = midpoint(mouthLeft, mouthRight);
  return Math.max(
    Math.hypot(right.x - left.x, right.y - left.y),
    Math.hypot(mouth.x - eyes.x, mouth.y - eyes.y),
  );
}

function eyeLineRollOf([left, right]: Landmarks): number {
  return (Math.atan2(right.y - left.y, right.x - left.x) * 180) / Math.PI;
}

function cutOffOf(box: Box, frame: Frame): number {
  const width = Math.min(box.x + box.width, frame.width) - Math.max(box.x, 0);
  const height = Math.min(box.y + box.height, frame.height) - Math.max(box.y, 0);
  return 1 - (Math.max(0, width) * Math.max(0, height)) / (box.width * box.height);
}

function midpoint(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
