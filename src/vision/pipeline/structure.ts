import { CROP_SIDE, halve } from './face-crop.ts';
import { momentsOf } from './moments.ts';

/** Structure of a face at several scales. */
export interface Structure {
  /**
   * Energy of the details of 1/14 eye distance relative to that of details twice as large. Noise is subtracted from both, so that it
   * does not count as detail. About 0.7; blur lowers it.
   */
  readonly sharpness: number;
  /** Standard deviation of the sensor noise relative to that of the luma of the face. */
  readonly noise: number;
}

/** Below this deviation of the luma, nothing is visible in eight bits; keeps quotients finite. */
const LEAST_SIGNAL = 1e-3;

/** @param luma of the face crop, 0..1 */
export function measureStructure(luma: Float32Array): Structure {
  const fine = halve(luma, CROP_SIDE);
  const coarse = halve(fine, CROP_SIDE / 2);
  const details = Math.max(LEAST_SIGNAL, detailOf(coarse, CROP_SIDE / 4));
  return {
    sharpness: detailOf(fine, CROP_SIDE / 2) / details,
    noise: noiseOf(luma, CROP_SIDE) / Math.max(LEAST_SIGNAL, momentsOf(coarse).deviation),
  };
}

/** Root mean square of the 4-neighbor Laplacian without the part that noise causes. */
function detailOf(pixels: Float32Array, side: number): number {
  let squares = 0;
  for (let y = 1; y < side - 1; y++) {
    for (let x = 1; x < side - 1; x++) {
      const at = y * side + x;
      const laplacian =
        4 * pixels[at]! - pixels[at - 1]! - pixels[at + 1]! - pixels[at - side]! - pixels[at + side]!;
      squares += laplacian * laplacian;
    }
  }
  // The squares of the weights add up to 20.
  return Math.sqrt(Math.max(0, squares / (side - 2) ** 2 - 20 * noiseOf(pixels, side) ** 2));
}

/**
 * Standard deviation of white noise. The operator of Immerkær 1996 responds to noise, but hardly to edges and not to slopes; the median
 * ignores the few places where it does respond to the picture.
 */
function noiseOf(pixels: Float32Array, side: number): number {
  const responses = new Float32Array((side - 2) ** 2);
  for (let y = 1; y < side - 1; y++) {
    for (let x = 1; x < side - 1; x++) {
      const at = y * side + x;
      const [above, below] = [at - side, at + side];
      const corners = pixels[above - 1]! + pixels[above + 1]! + pixels[below - 1]! + pixels[below + 1]!;
      const edges = pixels[above]! + pixels[below]! + pixels[at - 1]! + pixels[at + 1]!;
      responses[(y - 1) * (side - 2) + x - 1] = Math.abs(4 * pixels[at]! - 2 * edges + corners);
    }
  }
  responses.sort();
  // The squares of the weights add up to 36; 0.6745 is the median of the absolute value of a standard normal variable.
  return responses[responses.length >> 1]! / (6 * 0.6745);
}
