import type { Frame } from '../types.ts';
import { invert, type Similarity } from './similarity.ts';
import type { WritePixel } from './to-tensor.ts';

/** Upper limit of samples per axis and target pixel; more do not change the result visibly. */
const MAX_SAMPLES_PER_AXIS = 8;

/**
 * Resamples the frame under a similarity into a target of `width × height`. Bilinear; where the frame shrinks by a factor, each target
 * pixel is the mean of that many samples along each axis. Outside the frame is black, as in the crops that face nets are trained on.
 *
 * This is the only resampler that rotates, so it cannot work on rows and columns separately as `downscale` and `letterbox` do.
 *
 * @param toTarget maps frame coordinates to target coordinates
 * @throws RangeError when the similarity has no scale
 */
export function warp(
  frame: Frame,
  toTarget: Similarity,
  width: number,
  height: number,
  write: WritePixel,
): void {
  const { a, b, tx, ty } = invert(toTarget);
  const samples = Math.min(MAX_SAMPLES_PER_AXIS, Math.max(1, Math.round(Math.hypot(a, b))));
  const share = 1 / (samples * samples);
  const sum = new Float64Array(3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      sum.fill(0);
      for (let j = 0; j < samples; j++) {
        const v = y + (j + 0.5) / samples - 0.5;
        for (let i = 0; i < samples; i++) {
          const u = x + (i + 0.5) / samples - 0.5;
          addBilinear(frame, a * u - b * v + tx, b * u + a * v + ty, sum);
        }
      }
      write(x, y, sum[0]! * share, sum[1]! * share, sum[2]! * share);
    }
  }
}

/** Adds the bilinear value of the frame at (x, y) to `sum`. */
function addBilinear(frame: Frame, x: number, y: number, sum: Float64Array): void {
  const { width, height, data } = frame;
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  if (x0 < -1 || y0 < -1 || x0 >= width || y0 >= height) return;
  const right = x - x0;
  const below = y - y0;
  for (let k = 0; k < 4; k++) {
    const px = x0 + (k & 1);
    const py = y0 + (k >> 1);
    if (px < 0 || py < 0 || px >= width || py >= height) continue;
    const weight = (k & 1 ? right : 1 - right) * (k & 2 ? below : 1 - below);
    const at = (py * width + px) * 4;
    sum[0]! += weight * data[at]!;
    sum[1]! += weight * data[at + 1]!;
    sum[2]! += weight * data[at + 2]!;
  }
}
