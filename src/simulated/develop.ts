import { seededRandom } from './random.ts';
import type { Frame } from './raster.ts';

const STEPS = 4096;
const BRIGHTEST = 2;

/** Linear light to display bytes: gamma 2.2 with a shoulder that keeps highlights from clipping hard. */
const tone = Float32Array.from({ length: STEPS + 1 }, (_, k) => {
  const x = (k / STEPS) * BRIGHTEST;
  const kneed = x < 0.6 ? x : 0.6 + 0.4 * (1 - Math.exp(-(x - 0.6) / 0.4));
  return 255 * kneed ** (1 / 2.2);
});

const GRAINS = 8192;
const grains = grainTable();

function grainTable(): Float32Array {
  const draw = seededRandom(20260);
  return Float32Array.from({ length: GRAINS }, () => draw() + draw() + draw() + draw() - 2);
}

/** Softens the stair steps where one thing ends in front of another, as a lens would. */
export function soften(frame: Frame): void {
  const { width, height, depth, colour } = frame;
  const from = colour.slice();
  const edge = (a: number, b: number) => a !== b && !(Math.abs(a - b) < 1.2);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const d = depth[at]!;
      if (
        !edge(d, depth[at - 1]!) &&
        !edge(d, depth[at + 1]!) &&
        !edge(d, depth[at - width]!) &&
        !edge(d, depth[at + width]!)
      )
        continue;
      for (let c = 0; c < 3; c++) {
        const p = 3 * at + c;
        const up = p - 3 * width;
        const down = p + 3 * width;
        colour[p] =
          0.25 * from[p]! +
          0.125 * (from[p - 3]! + from[p + 3]! + from[up]! + from[down]!) +
          0.0625 * (from[up - 3]! + from[up + 3]! + from[down - 3]! + from[down + 3]!);
      }
    }
  }
}

/** Display bytes of a frame. @param level exposure @param noise strength of the sensor's noise, 0…1 @param grain which */
export function develop(
  frame: Frame,
  level: number,
  noise: number,
  grain: number,
  out: Uint8ClampedArray,
): void {
  const { width, height, colour } = frame;
  const strength = 9 * noise;
  const draw = seededRandom(grain * 31 + 7);
  for (let y = 0; y < height; y++) {
    let g = Math.floor(draw() * GRAINS);
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const luma = strength * grains[g]!;
      g = (g + 1 + (x & 3)) & (GRAINS - 1);
      for (let c = 0; c < 3; c++) {
        const linear = (colour[3 * at + c]! * level) / BRIGHTEST;
        const value = tone[linear >= 1 ? STEPS : (linear * STEPS) | 0]!;
        out[4 * at + c] = value + luma + 0.4 * strength * grains[(g + 977 * c) & (GRAINS - 1)]!;
      }
      out[4 * at + 3] = 255;
    }
  }
}
