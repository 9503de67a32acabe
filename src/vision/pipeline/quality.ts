import type { Box, Face, Frame, Landmarks, Point, Quality, QualityIssue } from '../types.ts';
import { poseOf } from './pose.ts';
import { fitSimilarity } from './similarity.ts';
import { warp } from './warp.ts';

/** Beyond these a view is refused; how often a good picture fails each: docs/quality.md. */
export const limits = {
  /** Least distance of the eyes in pixels of the frame. */
  size: 30,
  /** Least and greatest mean luma. */
  dark: 0.15,
  bright: 0.87,
  /** Least standard deviation of the luma. */
  contrast: 0.06,
  sharpness: 0.03,
  /** Greatest angles, degrees. */
  yaw: 35,
  pitch: 30,
  tilt: 25,
  /** Greatest share of the box outside the frame. */
  cutOff: 0.2,
} as const;

/** Side of the luma crop that is measured, and the ArcFace template in it, without its 8 px border. */
const SIDE = 64;
const SCALE = SIDE / 80;
const TEMPLATE = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
].map(([x, y]): Point => ({ x: (x! - 16) * SCALE, y: (y! - 28) * SCALE }));

/** Measures a face and says what is wrong with the view, by `limits`. */
export function assess(frame: Frame, face: Face): Quality {
  const luma = faceLuma(frame, face.points);
  const { exposure, contrast } = light(luma);
  const measures = {
    size: sizeOf(face.points),
    sharpness: sharpnessOf(luma, contrast),
    exposure,
    contrast,
    ...poseOf(face.points),
    eyeTilt: tiltOf(face.points),
    cutOff: cutOffOf(face.box, frame),
  };
  return { ...measures, issues: issuesOf(measures) };
}

function issuesOf(q: Omit<Quality, 'issues'>): QualityIssue[] {
  const failed: Record<QualityIssue, boolean> = {
    'cut-off': q.cutOff > limits.cutOff,
    small: q.size < limits.size,
    dark: q.exposure < limits.dark,
    bright: q.exposure > limits.bright,
    flat: q.contrast < limits.contrast,
    blurred: q.sharpness < limits.sharpness,
    turned: Math.abs(q.yaw) > limits.yaw,
    nodded: Math.abs(q.pitch) > limits.pitch,
    tilted: Math.max(Math.abs(q.roll), Math.abs(q.eyeTilt)) > limits.tilt,
  };
  return (Object.keys(failed) as QualityIssue[]).filter((issue) => failed[issue]);
}

/** Luma 0..1 (ITU-R BT.601) of the inner face, upright, `SIDE × SIDE`. */
function faceLuma(frame: Frame, points: Landmarks): Float32Array {
  const luma = new Float32Array(SIDE * SIDE);
  warp(frame, fitSimilarity(points, TEMPLATE), SIDE, SIDE, (x, y, red, green, blue) => {
    luma[y * SIDE + x] = (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
  });
  return luma;
}

function light(luma: Float32Array): { exposure: number; contrast: number } {
  let sum = 0;
  let squares = 0;
  for (const value of luma) {
    sum += value;
    squares += value * value;
  }
  const exposure = sum / luma.length;
  return { exposure, contrast: Math.sqrt(Math.max(0, squares / luma.length - exposure * exposure)) };
}

/** Root mean square of the 4-neighbour Laplacian over the standard deviation: light cancels out, blur does not. */
function sharpnessOf(luma: Float32Array, contrast: number): number {
  let squares = 0;
  for (let y = 1; y < SIDE - 1; y++) {
    for (let x = 1; x < SIDE - 1; x++) {
      const at = y * SIDE + x;
      const edge = 4 * luma[at]! - luma[at - 1]! - luma[at + 1]! - luma[at - SIDE]! - luma[at + SIDE]!;
      squares += edge * edge;
    }
  }
  return Math.sqrt(squares / (SIDE - 2) ** 2) / Math.max(contrast, 1e-3);
}

/** Turning shortens the eye line but not the face's height, which is about as long: the longer of the two counts. */
function sizeOf([left, right, , mouthLeft, mouthRight]: Landmarks): number {
  const eyes = middle(left, right);
  const mouth = middle(mouthLeft, mouthRight);
  return Math.max(
    Math.hypot(right.x - left.x, right.y - left.y),
    Math.hypot(mouth.x - eyes.x, mouth.y - eyes.y),
  );
}

function tiltOf([left, right]: Landmarks): number {
  return (Math.atan2(right.y - left.y, right.x - left.x) * 180) / Math.PI;
}

function cutOffOf(box: Box, frame: Frame): number {
  const width = Math.min(box.x + box.width, frame.width) - Math.max(box.x, 0);
  const height = Math.min(box.y + box.height, frame.height) - Math.max(box.y, 0);
  return 1 - (Math.max(0, width) * Math.max(0, height)) / (box.width * box.height);
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
