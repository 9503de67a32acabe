import type { Frame, Landmarks, Point } from '../types.ts';
import { ARCFACE_TEMPLATE } from './arcface-template.ts';
import { fitSimilarity, invert } from './similarity.ts';

/** Side of the crop in pixels. */
export const CROP_SIDE = 64;
/** Side, left and top of the inner face in the 112 px ArcFace crop: without the border, where hair and background begin. */
const INNER = { side: 80, left: 16, top: 28 };
/** The ArcFace template in the crop. The eyes are 28.2 px apart. */
const TEMPLATE = ARCFACE_TEMPLATE.map(
  ([x, y]): Point => ({
    x: (x - INNER.left) * (CROP_SIDE / INNER.side),
    y: (y - INNER.top) * (CROP_SIDE / INNER.side),
  }),
);
/** Limits of the samples per axis and pixel of the crop. More cost time and do not change the measures. */
const [MIN_SAMPLES_PER_AXIS, MAX_SAMPLES_PER_AXIS] = [2, 4];

/** The upright inner face in red, green and blue, 0..255: `CROP_SIDE × CROP_SIDE` pixels, three values each, top row first. */
export type FaceCrop = Float32Array;

/**
 * Resamples the inner face: each pixel is the mean of the nearest pixels of the frame at 2 × 2 to 4 × 4 points, also where the face leaves the
 * frame: an edge there would count as detail. It is less exact than `warp` and several times as fast.
 */
export function faceCrop({ width, height, data }: Frame, landmarks: Landmarks): FaceCrop {
  const crop = new Float32Array(CROP_SIDE * CROP_SIDE * 3);
  const { a, b, tx, ty } = invert(fitSimilarity(landmarks, TEMPLATE));
  const samples = Math.min(MAX_SAMPLES_PER_AXIS, Math.max(MIN_SAMPLES_PER_AXIS, Math.ceil(Math.hypot(a, b))));
  const weight = 1 / (samples * samples);
  for (let j = 0; j < CROP_SIDE * samples; j++) {
    const v = (j + 0.5) / samples - 0.5;
    const rowStart = Math.floor(j / samples) * CROP_SIDE * 3;
    for (let i = 0; i < CROP_SIDE * samples; i++) {
      const u = (i + 0.5) / samples - 0.5;
      const column = Math.min(width - 1, Math.max(0, Math.floor(a * u - b * v + tx + 0.5)));
      const row = Math.min(height - 1, Math.max(0, Math.floor(b * u + a * v + ty + 0.5)));
      const from = (row * width + column) * 4;
      const at = rowStart + Math.floor(i / samples) * 3;
      crop[at]! += weight * data[from]!;
      crop[at + 1]! += weight * data[from + 1]!;
      crop[at + 2]! += weight * data[from + 2]!;
    }
  }
  return crop;
}

/** Luma (ITU-R BT.601) of each pixel, 0..1. */
export function lumaOf(crop: FaceCrop): Float32Array {
  return Float32Array.from(
    { length: crop.length / 3 },
    (_, i) => (0.299 * crop[3 * i]! + 0.587 * crop[3 * i + 1]! + 0.114 * crop[3 * i + 2]!) / 255,
  );
}

/** Means of 2 × 2 pixels: half the side, a quarter of the noise. */
export function halve(pixels: Float32Array, side: number): Float32Array {
  const half = side / 2;
  return Float32Array.from({ length: half * half }, (_, i) => {
    const at = 2 * (Math.floor(i / half) * side + (i % half));
    return (pixels[at]! + pixels[at + 1]! + pixels[at + side]! + pixels[at + side + 1]!) / 4;
  });
}
